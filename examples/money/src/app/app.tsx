import { ApolloProvider } from '@apollo/client/react';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { Route, Switch } from 'wouter';
import { BanksScreen } from '../banks/banks.tsx';
import { createClient } from '../graph/client.ts';
import { LiveProvider } from '../graph/live.tsx';
import { HomeScreen } from '../home/home.tsx';
import { useSpeech } from '../language/language.tsx';
import { session } from '../session/session.ts';
import { SignIn } from '../session/sign-in.tsx';
import { Shell } from './shell.tsx';
import { Loading, Message } from './states.tsx';

const TurnoversScreen = lazy(() => import('../turnovers/turnovers.tsx'));
const ContractsScreen = lazy(() => import('../contracts/contracts.tsx'));

export function App() {
  const state = useSyncExternalStore(session.subscribe, () => session.state);
  useEffect(() => void session.resume(), []);
  if (state.kind === 'unknown') return <Loading />;
  if (state.kind === 'signed-out') return <SignIn reason={state.reason} />;
  return <SignedIn key={state.id} />;
}

function SignedIn() {
  const { texts } = useSpeech();
  const [client] = useState(createClient);
  return (
    <ApolloProvider client={client}>
      <LiveProvider>
        <Shell>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/" component={HomeScreen} />
              <Route path="/turnovers/:id?" component={TurnoversScreen} />
              <Route path="/contracts" component={ContractsScreen} />
              <Route path="/banks" component={BanksScreen} />
              <Route>
                <Message>{texts.states.notFound}</Message>
              </Route>
            </Switch>
          </Suspense>
        </Shell>
      </LiveProvider>
    </ApolloProvider>
  );
}

# syntax=docker/dockerfile:1
# Written with care, and not built where it was written: there is no Docker engine there. Each command was run on its own.

ARG NODE=node:24-bookworm-slim

FROM ${NODE} AS build
WORKDIR /gateway
COPY package.json package-lock.json ./
COPY client/package.json client/
RUN --mount=type=cache,target=/root/.npm npm ci
COPY tsconfig*.json ./
COPY src src
COPY client client
COPY scripts/build.js scripts/
RUN npm run build

# Without development's packages, and without the explorer's: production has no explorer unless EXPLORER says so, and
# that one then comes from Apollo.
FROM ${NODE} AS dependencies
WORKDIR /gateway
COPY package.json package-lock.json ./
COPY client/package.json client/
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --omit=optional

FROM ${NODE}
WORKDIR /gateway
COPY --from=dependencies /gateway/node_modules node_modules
COPY --from=build /gateway/dist dist
COPY package.json schema.graphql ./
COPY client/trusted-documents.json client/
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
EXPOSE 4000
USER node
# Not ready while it drains, so that nothing new is sent to it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The program itself answers SIGTERM: it takes nothing new and ends what is under way.
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "dist/main.js"]

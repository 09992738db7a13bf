/**
 * @generated SignedSource<<77a0822c25c9bbfb10e937e70c73ed56>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import { ConcreteRequest } from 'relay-runtime';
export type documentsAccountsQuery$variables = Record<PropertyKey, never>;
export type documentsAccountsQuery$data = {
  readonly viewer: {
    readonly accounts: ReadonlyArray<{
      readonly balance: {
        readonly amount: {
          readonly currency: string | null | undefined;
          readonly value: string;
        } | null | undefined;
      } | null | undefined;
      readonly description: string | null | undefined;
      readonly id: string;
    }> | null | undefined;
    readonly id: string;
  } | null | undefined;
};
export type documentsAccountsQuery = {
  response: documentsAccountsQuery$data;
  variables: documentsAccountsQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v1 = [
  {
    "alias": null,
    "args": null,
    "concreteType": "BankUser",
    "kind": "LinkedField",
    "name": "viewer",
    "plural": false,
    "selections": [
      (v0/*:: as any*/),
      {
        "alias": null,
        "args": null,
        "concreteType": "Account",
        "kind": "LinkedField",
        "name": "accounts",
        "plural": true,
        "selections": [
          (v0/*:: as any*/),
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "description",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "concreteType": "Balance",
            "kind": "LinkedField",
            "name": "balance",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "concreteType": "MonetaryAmount",
                "kind": "LinkedField",
                "name": "amount",
                "plural": false,
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "value",
                    "storageKey": null
                  },
                  {
                    "alias": null,
                    "args": null,
                    "kind": "ScalarField",
                    "name": "currency",
                    "storageKey": null
                  }
                ],
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "storageKey": null
      }
    ],
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": [],
    "kind": "Fragment",
    "metadata": null,
    "name": "documentsAccountsQuery",
    "selections": (v1/*:: as any*/),
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [],
    "kind": "Operation",
    "name": "documentsAccountsQuery",
    "selections": (v1/*:: as any*/)
  },
  "params": {
    "cacheID": "7757d37704ee8d3763d28c0aa509023e",
    "id": null,
    "metadata": {},
    "name": "documentsAccountsQuery",
    "operationKind": "query",
    "text": "query documentsAccountsQuery {\n  viewer {\n    id\n    accounts {\n      id\n      description\n      balance {\n        amount {\n          value\n          currency\n        }\n      }\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "1057290b1775b90c1c02148ff9bc39c2";

export default node;

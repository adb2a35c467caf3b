/*
 * A pair for every kind of change that graphql-inspector has, at each level that its table allows:
 * kind, rule here, level, old, new. STRICT ones have that level under the strict profile alone.
 */
ONE("FieldArgumentDescriptionChanged", "argument-description-changed", N,
    "type Q { a(\"x\" x: Int): Int }", "type Q { a(\"y\" x: Int): Int }")
ONE("FieldArgumentDefaultChanged", "argument-default-changed", D, "type Q { a(x: Int = 1): Int }",
    "type Q { a(x: Int = 2): Int }")
ONE("FieldArgumentTypeChanged", "argument-type-changed", B, "type Q { a(x: Int): Int }",
    "type Q { a(x: String): Int }")
ONE("FieldArgumentTypeChanged", "argument-type-changed", N, "type Q { a(x: Int!): Int }",
    "type Q { a(x: Int): Int }")
ONE("FieldArgumentAdded", "argument-added", B, "type Q { a: Int }", "type Q { a(x: Int!): Int }")
STRICT("FieldArgumentAdded", "argument-added", D, "type Q { a: Int }", "type Q { a(x: Int): Int }")
ONE("FieldArgumentAdded", "argument-added", N, "type Q { a: Int }", "type Q { a(x: Int): Int }")
ONE("FieldArgumentRemoved", "argument-removed", B, "type Q { a(x: Int): Int }", "type Q { a: Int }")
ONE("DirectiveRemoved", "directive-removed", B, "type Query { a: Int } directive @d on FIELD",
    "type Query { a: Int } ")
ONE("DirectiveAdded", "directive-added", N, "type Query { a: Int } ",
    "type Query { a: Int } directive @d on FIELD")
ONE("DirectiveDescriptionChanged", "directive-description-changed", N,
    "\"x\" directive @d on FIELD", "\"y\" directive @d on FIELD")
ONE("DirectiveRepeatableAdded", "directive-repeatable-added", N, "directive @d on FIELD",
    "directive @d repeatable on FIELD")
ONE("DirectiveRepeatableRemoved", "directive-repeatable-removed", D,
    "directive @d repeatable on OBJECT", "directive @d on OBJECT")
ONE("DirectiveRepeatableRemoved", "directive-repeatable-removed", B,
    "directive @d repeatable on FIELD", "directive @d on FIELD")
ONE("DirectiveLocationAdded", "directive-location-added", N, "directive @d on FIELD",
    "directive @d on FIELD | QUERY")
ONE("DirectiveLocationRemoved", "directive-location-removed", B, "directive @d on FIELD | QUERY",
    "directive @d on FIELD")
ONE("DirectiveArgumentAdded", "directive-argument-added", B, "directive @d(z: Int) on FIELD",
    "directive @d(z: Int x: Int!) on FIELD")
ONE("DirectiveArgumentAdded", "directive-argument-added", N, "directive @d(z: Int) on FIELD",
    "directive @d(z: Int x: Int) on FIELD")
ONE("DirectiveArgumentRemoved", "directive-argument-removed", B,
    "directive @d(z: Int x: Int) on FIELD", "directive @d(z: Int) on FIELD")
ONE("DirectiveArgumentDescriptionChanged", "directive-argument-description-changed", N,
    "directive @d(\"x\" z: Int) on FIELD", "directive @d(\"y\" z: Int) on FIELD")
ONE("DirectiveArgumentDefaultValueChanged", "directive-argument-default-changed", D,
    "directive @d(z: Int = 1) on FIELD", "directive @d(z: Int = 2) on FIELD")
ONE("DirectiveArgumentTypeChanged", "directive-argument-type-changed", B,
    "directive @d(z: Int) on FIELD", "directive @d(z: Int!) on FIELD")
ONE("DirectiveArgumentTypeChanged", "directive-argument-type-changed", N,
    "directive @d(z: Int!) on FIELD", "directive @d(z: Int) on FIELD")
ONE("EnumValueRemoved", "graphql-enum-value-removed", B, "enum E { A C }", "enum E { A }")
ONE("EnumValueAdded", "graphql-enum-value-added", D, "enum E { A } type Q { e: E }",
    "enum E { A C } type Q { e: E }")
ONE("EnumValueAdded", "graphql-enum-value-added", N, "enum E { A } input I { e: E }",
    "enum E { A C } input I { e: E }")
ONE("EnumValueDescriptionChanged", "enum-value-description-changed", N, "enum E { \"x\" A }",
    "enum E { \"y\" A }")
ONE("EnumValueDeprecationReasonChanged", "enum-value-deprecation-reason-changed", N,
    "enum E { A @deprecated(reason: \"1\") }", "enum E { A @deprecated(reason: \"2\") }")
ONE("EnumValueDeprecationReasonAdded", "enum-value-deprecation-reason-added", N,
    "enum E { A @deprecated }", "enum E { A @deprecated(reason: \"2\") }")
ONE("EnumValueDeprecationReasonRemoved", "enum-value-deprecation-reason-removed", N,
    "enum E { A @deprecated(reason: \"1\") }", "enum E { A @deprecated }")
ONE("FieldRemoved", "field-removed", B, "type Q { a: Int b: Int }", "type Q { a: Int  }")
ONE("FieldAdded", "field-added", N, "type Q { a: Int  }", "type Q { a: Int b: Int }")
ONE("FieldDescriptionChanged", "field-description-changed", N, "type Q { a: Int \"x\" b: Int }",
    "type Q { a: Int \"y\" b: Int }")
ONE("FieldDescriptionAdded", "field-description-added", N, "type Q { a: Int b: Int }",
    "type Q { a: Int \"y\" b: Int }")
ONE("FieldDescriptionRemoved", "field-description-removed", N, "type Q { a: Int \"x\" b: Int }",
    "type Q { a: Int b: Int }")
ONE("FieldDeprecationAdded", "field-deprecation-added", N, "type Q { a: Int  }",
    "type Q { a: Int @deprecated }")
ONE("FieldDeprecationRemoved", "field-deprecation-removed", N, "type Q { a: Int @deprecated }",
    "type Q { a: Int  }")
ONE("FieldDeprecationReasonChanged", "field-deprecation-reason-changed", N,
    "type Q { a: Int @deprecated(reason: \"1\") }", "type Q { a: Int @deprecated(reason: \"2\") }")
ONE("FieldDeprecationReasonAdded", "field-deprecation-reason-added", N,
    "type Q { a: Int @deprecated }", "type Q { a: Int @deprecated(reason: \"1\") }")
ONE("FieldDeprecationReasonRemoved", "field-deprecation-reason-removed", N,
    "type Q { a: Int @deprecated(reason: \"1\") }", "type Q { a: Int @deprecated }")
ONE("FieldTypeChanged", "field-type-changed", B, "type Q { a: Int! }", "type Q { a: Int }")
ONE("FieldTypeChanged", "field-type-changed", N, "type Q { a: [Int] }", "type Q { a: [Int!]! }")
ONE("InputFieldRemoved", "input-field-removed", B, "input I { z: Int x: Int }",
    "input I { z: Int  }")
ONE("InputFieldAdded", "input-field-added", B, "input I { z: Int  }", "input I { z: Int x: Int! }")
STRICT("InputFieldAdded", "input-field-added", D, "input I { z: Int  }",
       "input I { z: Int x: Int }")
ONE("InputFieldAdded", "input-field-added", N, "input I { z: Int  }", "input I { z: Int x: Int }")
ONE("InputFieldDescriptionAdded", "input-field-description-added", N, "input I { z: Int x: Int }",
    "input I { z: Int \"y\" x: Int }")
ONE("InputFieldDescriptionRemoved", "input-field-description-removed", N,
    "input I { z: Int \"x\" x: Int }", "input I { z: Int x: Int }")
ONE("InputFieldDescriptionChanged", "input-field-description-changed", N,
    "input I { z: Int \"x\" x: Int }", "input I { z: Int \"y\" x: Int }")
ONE("InputFieldDefaultValueChanged", "input-field-default-changed", D,
    "input I { z: Int x: Int = 1 }", "input I { z: Int x: Int = 2 }")
ONE("InputFieldTypeChanged", "input-field-type-changed", B, "input I { z: Int x: Int }",
    "input I { z: Int x: ID }")
ONE("InputFieldTypeChanged", "input-field-type-changed", N, "input I { z: Int x: Int! }",
    "input I { z: Int x: Int }")
ONE("ObjectTypeInterfaceAdded", "object-type-interface-added", D,
    "interface N { a: Int } type Q { a: Int }",
    "interface N { a: Int } type Q implements N { a: Int }")
ONE("ObjectTypeInterfaceAdded", "object-type-interface-added", N, "type Q { a: Int }",
    "interface N { a: Int } type Q implements N { a: Int }")
ONE("ObjectTypeInterfaceRemoved", "object-type-interface-removed", B,
    "interface N { a: Int } type Q implements N { a: Int }",
    "interface N { a: Int } type Q { a: Int }")
ONE("SchemaQueryTypeChanged", "schema-query-type-changed", B,
    "type A { a: Int } type C { a: Int } schema { query: A }",
    "type A { a: Int } type C { a: Int } schema { query: C }")
ONE("SchemaQueryTypeChanged", "schema-query-type-changed", N, "type A { a: Int }",
    "type A { a: Int } schema { query: A }")
ONE("SchemaMutationTypeChanged", "schema-mutation-type-changed", B,
    "type A { a: Int } type C { a: Int } schema { query: A mutation: C }",
    "type A { a: Int } type C { a: Int } schema { query: A  }")
ONE("SchemaMutationTypeChanged", "schema-mutation-type-changed", N,
    "type A { a: Int } type C { a: Int } schema { query: A  }",
    "type A { a: Int } type C { a: Int } schema { query: A mutation: C }")
ONE("SchemaSubscriptionTypeChanged", "schema-subscription-type-changed", B,
    "type A { a: Int } type C { a: Int } schema { query: A subscription: C }",
    "type A { a: Int } type C { a: Int } schema { query: A  }")
ONE("SchemaSubscriptionTypeChanged", "schema-subscription-type-changed", N,
    "type A { a: Int } type C { a: Int } schema { query: A  }",
    "type A { a: Int } type C { a: Int } schema { query: A subscription: C }")
ONE("TypeRemoved", "type-removed", B, "type Query { a: Int } type A { a: Int }",
    "type Query { a: Int } ")
ONE("TypeAdded", "type-added", N, "type Query { a: Int } ",
    "type Query { a: Int } type A { a: Int }")
ONE("TypeKindChanged", "type-kind-changed", B, "type A { a: Int }", "interface A { a: Int }")
ONE("TypeDescriptionChanged", "type-description-changed", N, "\"x\" type Query { a: Int } ",
    "\"y\" type Query { a: Int } ")
ONE("TypeDescriptionRemoved", "type-description-removed", N, "\"x\" type Query { a: Int } ",
    "type Query { a: Int } ")
ONE("TypeDescriptionAdded", "type-description-added", N, "type Query { a: Int } ",
    "\"y\" type Query { a: Int } ")
ONE("UnionMemberRemoved", "union-member-removed", B,
    "type A { a: Int } type C { a: Int } union U = A | C",
    "type A { a: Int } type C { a: Int } union U = A")
ONE("UnionMemberAdded", "union-member-added", D,
    "type Q { u: U } type A { a: Int } type C { a: Int } union U = A",
    "type Q { u: U } type A { a: Int } type C { a: Int } union U = A | C")
ONE("UnionMemberAdded", "union-member-added", N, "type A { a: Int } type C { a: Int } union U = A",
    "type A { a: Int } type C { a: Int } union U = A | C")

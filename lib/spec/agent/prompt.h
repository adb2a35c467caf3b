/* Prompts: the variables that a template uses. */
#ifndef LC_SPEC_PROMPT_H
#define LC_SPEC_PROMPT_H

#include "spec/agent/agent.h"

/* How sure it is that a name is a variable. */
enum lc_prompt_use { LC_PROMPT_UNUSED, LC_PROMPT_MAYBE, LC_PROMPT_USED };

struct lc_prompt_found {
    struct lc_map names; /* to enum lc_prompt_use; MAYBE only what is declared */
    bool elsewhere;      /* another template is taken in, which sees the variables */
};

/* prompt_template.c: names between double braces, "{{name}}", "{{ name | default(other) }}",
 * "{{#if name}}", "{{user.name}}" (which is "user"), and in statements, "{% for a in list %}",
 * "{% if a and b %}"; words of the template's language and names that it makes itself are left
 * out. `declared`: the variables of both editions, NULL or objects. */
ctr_status lc_prompt_uses(struct lc_ctx *ctx, struct lc_str text,
                          const struct lc_value *const declared[2], struct lc_prompt_found *out);

/* prompt_expression.c: the names of an expression, one after the other. */
struct lc_prompt_words {
    struct lc_str text;
    size_t at;
    bool braces; /* between double braces, not in a statement */
    /* what stood before, set by the reading */
    bool told;       /* it says what the next word is */
    bool test;       /* "is" */
    bool operand;    /* something with a value */
    bool head;       /* the beginning, where a helper's name may be */
    bool doubt;      /* a member with a dash */
    unsigned inside; /* of brackets and braces */
    /* of the name that was found */
    bool sure;    /* it is one; else it may be called, a helper, a modifier */
    bool root;    /* "@root.name" */
    unsigned ups; /* "../name" */
};
/* False at the end, and before the bar of "as |item|", where `at` is then. */
bool lc_prompt_next(struct lc_prompt_words *words, struct lc_str *out);
/* Behind a string's closing quote. */
size_t lc_prompt_behind_string(struct lc_str text, size_t at);
/* At a word, or a sign that does not stand twice, outside of strings; false if it is not there:
 * then all is before it. */
bool lc_prompt_cut(struct lc_str text, const char *word, struct lc_str *before,
                   struct lc_str *behind);

/* A template that is read. */
struct lc_prompt_local;
struct lc_prompt_block {
    const char *end; /* the statement that ends it; NULL: "{{/name}}" */
    bool branch;     /* what is made in it may not have been made */
    bool context;    /* names are those of an item */
    struct lc_prompt_local *outer;
    struct lc_prompt_block *up;
};
struct lc_prompt_reader {
    struct lc_ctx *ctx;
    const struct lc_value *const *declared; /* of both editions */
    struct lc_prompt_found *out;
    struct lc_prompt_local *locals;
    struct lc_prompt_block *blocks;
    unsigned contexts; /* of them */
    const char *until; /* the statement that ends what is not looked at; NULL: all is */
};

/* prompt_scope.c: names that the template makes, and all others. */
bool lc_prompt_declared(const struct lc_prompt_reader *r, struct lc_str name);
/* A variable, unless the template made the name. */
ctr_status lc_prompt_use(struct lc_prompt_reader *r, struct lc_str name, bool sure);
/* The name that `words` found, looked at where the template is now. */
ctr_status lc_prompt_use_found(struct lc_prompt_reader *r, const struct lc_prompt_words *words,
                               struct lc_str name);
ctr_status lc_prompt_use_all(struct lc_prompt_reader *r, struct lc_prompt_words *words, bool sure);
ctr_status lc_prompt_make(struct lc_prompt_reader *r, struct lc_str name, bool sure);
ctr_status lc_prompt_open(struct lc_prompt_reader *r, struct lc_prompt_block block);
/* The innermost that ends so, with all inside of it; nothing if there is none. */
ctr_status lc_prompt_close(struct lc_prompt_reader *r, const char *end);
/* Another branch of the innermost block that has some. */
ctr_status lc_prompt_branch(struct lc_prompt_reader *r);

/* prompt_statement.c: what stands between "{%" and "%}". */
ctr_status lc_prompt_statement(struct lc_prompt_reader *r, struct lc_str inside);

/* prompt_compare.c */
#define LC_PROMPT_INPUT "prompt call input"
#define LC_PROMPT_OUTPUT "prompt call output"
ctr_status lc_prompt_compare(struct lc_cmp *c, const struct lc_spec *older,
                             const struct lc_spec *newer);

#endif

/* The files of a layout: listed, read, held against each other. */
#include "flow/layout.h"

#include "terms/document.h"

#define SOWS "contracts/sow"
#define CHANGES "contracts/changes"
#define MASTER "contracts/master_contract."

static bool is_read(const char *path)
{
    static const char *const endings[] = {".yaml", ".yml", ".json", ".xml"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (lc_str_ends(lc_str(path), lc_str(endings[i]))) {
            return true;
        }
    }
    return false;
}

/* ---- one document ---- */

static ctr_status take_kind(struct lc_ctx *ctx, struct lc_paper *p)
{
    if (p->kind == CTR_TERMS_MASTER) {
        p->master = lc_new(ctx, 1, sizeof *p->master);
        LC_TRY(p->master ? lc_master_read(ctx, &p->doc, p->master) : CTR_E_NOMEM);
        p->terms = &p->master->terms;
        p->id = p->master->meta.id;
        return CTR_OK;
    }
    if (p->kind == CTR_TERMS_SOW) {
        p->sow = lc_new(ctx, 1, sizeof *p->sow);
        LC_TRY(p->sow ? lc_sow_read(ctx, &p->doc, p->sow) : CTR_E_NOMEM);
        p->terms = &p->sow->terms;
        p->id = p->sow->id;
        return CTR_OK;
    }
    LC_TRY(lc_change_paper_read(ctx, p->bytes, p->path, &p->change));
    p->request = &p->change.request;
    p->doc = p->change.doc;
    p->terms = &p->request->terms;
    p->id = p->request->id;
    return CTR_OK;
}

/* What a contract is made of. */
static ctr_status take_edition(struct lc_ctx *ctx, struct lc_paper *p)
{
    if (p->kind == CTR_TERMS_CHANGE) {
        return CTR_OK;
    }
    ctr_source_init(&p->source, sizeof p->source);
    p->source.format = p->kind == CTR_TERMS_MASTER ? CTR_FORMAT_MASTER : CTR_FORMAT_SOW;
    p->source.data = p->bytes.ptr;
    p->source.size = p->bytes.len;
    p->source.file = p->path;
    return lc_edition_read(ctx, &p->source, &p->edition);
}

/* The kind whose keys it has most of; its own where that is not less than any. */
static ctr_terms_kind kind_of(const struct lc_paper *p)
{
    static const ctr_terms_kind kinds[] = {CTR_TERMS_MASTER, CTR_TERMS_SOW, CTR_TERMS_CHANGE};
    ctr_terms_kind best = p->kind;

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (lc_terms_known(p->doc.root, kinds[i]) > lc_terms_known(p->doc.root, best)) {
            best = kinds[i];
        }
    }
    return best;
}

static ctr_status take(struct lc_ctx *ctx, const char *dir, struct lc_layout *l, struct lc_paper *p)
{
    ctr_terms_kind kind = p->kind;
    ctr_terms_kind looks;

    LC_TRY(lc_tree_read(ctx, dir, p->path, &p->bytes));
    LC_TRY(lc_terms_open(ctx, p->bytes, p->path, &kind, &p->doc));
    looks = kind_of(p);
    if (looks != p->kind) {
        const char *names[] = {lc_word_name(lc_words_terms_kind, looks),
                               lc_word_name(lc_words_terms_kind, p->kind)};
        return lc_layout_find(ctx, l, LC_LAYOUT_KIND_WRONG, p, p->doc.root->offset,
                              "looks like a document of kind %s; this place is for kind %s",
                              names[0], names[1]);
    }
    LC_TRY(take_kind(ctx, p));
    return take_edition(ctx, p);
}

static bool is_hopeless(ctr_status status)
{
    return status == CTR_E_NOMEM || status == CTR_E_CANCELLED;
}

static ctr_status read_paper(struct lc_ctx *ctx, struct lc_layout *l,
                             const struct lc_tree_entry *entry, ctr_terms_kind kind)
{
    if (!is_read(entry->path) || entry->kind == LC_TREE_OTHER) {
        return CTR_OK;
    }
    l->papers = lc_grow(ctx, l->papers, l->count, &l->room, sizeof *l->papers);
    if (!l->papers) {
        return CTR_E_NOMEM;
    }
    struct lc_paper *p = &l->papers[l->count++];
    *p = (struct lc_paper){.path = entry->path, .kind = kind};
    LC_TRY(lc_layout_add_file(ctx, l->out, p->path, kind, &p->file));
    if (entry->kind == LC_TREE_LINK) {
        return lc_layout_find_at(ctx, l, LC_LAYOUT_FILE_REFUSED, p->path,
                                 "is a symbolic link, and none is followed; put the file itself "
                                 "there");
    }
    ctr_status status = take(ctx, l->dir, l, p);
    if (status == CTR_OK || is_hopeless(status)) {
        return status;
    }
    struct ctr_layout_finding *f;
    int64_t line;
    int64_t column;
    const char *message = lc_layout_excuse(ctx, p->path, &line, &column);
    p->id = NULL;
    LC_TRY(lc_layout_find_at(ctx, l, LC_LAYOUT_FILE_REFUSED, p->path, message));
    f = &l->out->findings[l->out->finding_count - 1];
    f->line = line;
    f->column = column;
    return CTR_OK;
}

/* ---- all of them ---- */

static ctr_status read_folder(struct lc_ctx *ctx, struct lc_layout *l, const char *folder,
                              ctr_terms_kind kind)
{
    struct lc_tree_entry *entries;
    size_t count;
    enum lc_tree_kind is;

    LC_TRY(lc_tree_list(ctx, l->dir, folder, &entries, &count, &is));
    if (is == LC_TREE_LINK || is == LC_TREE_FILE) {
        LC_TRY(lc_layout_find_at(ctx, l, LC_LAYOUT_FILE_REFUSED, folder,
                                 is == LC_TREE_LINK
                                     ? "is a symbolic link, and none is followed; put the folder "
                                       "itself there"
                                     : "is a file; wanted a folder"));
    }
    for (size_t i = 0; i < count; i++) {
        bool ours =
            kind != CTR_TERMS_MASTER || lc_str_starts(lc_str(entries[i].path), LC_STR(MASTER));
        LC_TRY(ours ? read_paper(ctx, l, &entries[i], kind) : CTR_OK);
    }
    return CTR_OK;
}

static ctr_status choose_master(struct lc_ctx *ctx, struct lc_layout *l, size_t masters)
{
    if (!masters) {
        return lc_layout_find_at(ctx, l, LC_LAYOUT_MASTER_MISSING, "contracts/master_contract.yaml",
                                 "is not there; 'contracts init --layout' makes a first one");
    }
    l->master = l->papers[0].id ? &l->papers[0] : NULL;
    for (size_t i = 1; i < masters; i++) {
        LC_TRY(lc_layout_find(ctx, l, LC_LAYOUT_MASTER_TWICE, &l->papers[i], UINT32_MAX,
                              "is a second file of the master contract beside '%s'; keep one",
                              l->papers[0].path));
    }
    l->out->master = l->master ? l->master->id : NULL;
    return CTR_OK;
}

ctr_status lc_layout_read(struct lc_ctx *ctx, const char *dir, struct lc_layout *l,
                          struct ctr_layout *out)
{
    *l = (struct lc_layout){.dir = dir, .out = out};
    out->dir = dir;
    LC_TRY(lc_tree_check(ctx, dir));
    LC_TRY(read_folder(ctx, l, "contracts", CTR_TERMS_MASTER));
    size_t masters = l->count;
    LC_TRY(read_folder(ctx, l, SOWS, CTR_TERMS_SOW));
    LC_TRY(read_folder(ctx, l, CHANGES, CTR_TERMS_CHANGE));
    LC_TRY(choose_master(ctx, l, masters));
    return lc_layout_check(ctx, l);
}

/* ---- held against each other ---- */

static uint32_t place_of(const struct lc_paper *p, const char *path)
{
    return p->terms ? lc_terms_place(p->terms, path) : UINT32_MAX;
}

/* The place of a member's value, or of an item of it. */
static uint32_t item_place(const struct lc_paper *p, const char *key, const char *inner, size_t at)
{
    const struct lc_value *v = lc_get(p->doc.root, key);
    v = inner ? lc_get(v, inner) : v;
    const struct lc_value *item = lc_at(v, at);
    return item ? item->offset : v ? v->offset : p->doc.root->offset;
}

static const char *own_master(const struct lc_paper *p)
{
    return p->sow ? p->sow->master : p->request ? p->request->master : NULL;
}

/* Contracts share one set of names, changes have their own. */
static bool share_names(const struct lc_paper *a, const struct lc_paper *b)
{
    return (a->kind == CTR_TERMS_CHANGE) == (b->kind == CTR_TERMS_CHANGE);
}

static ctr_status check_id(struct lc_ctx *ctx, struct lc_layout *l, struct lc_paper *p)
{
    for (struct lc_paper *q = l->papers; q < p; q++) {
        if (q->id && share_names(p, q) && lc_str_eq_nocase(lc_str(q->id), lc_str(p->id))) {
            return lc_layout_find(ctx, l, LC_LAYOUT_ID_TWICE, p,
                                  place_of(p, p->master ? "/meta/id" : "/id"),
                                  "has the id '%s', and so has '%s'; the id rules, not the name of "
                                  "the file",
                                  p->id, q->path);
        }
    }
    const char *master = own_master(p);
    if (master && l->master && strcmp(master, l->master->id) != 0) {
        return lc_layout_find(ctx, l, LC_LAYOUT_MASTER_UNKNOWN, p, place_of(p, "/master"),
                              "names the master '%s'; that of this layout is '%s'", master,
                              l->master->id);
    }
    return CTR_OK;
}

static ctr_status check_adr(struct lc_ctx *ctx, struct lc_layout *l, struct lc_paper *p,
                            const char *path, uint32_t place)
{
    enum lc_tree_kind kind;

    LC_TRY(lc_tree_kind_of(ctx, l->dir, path, &kind));
    const char *what = kind == LC_TREE_OUTSIDE ? "leads out of the layout"
                       : kind == LC_TREE_LINK  ? "is a symbolic link, and none is followed"
                       : kind == LC_TREE_OTHER ? "is no file"
                                               : "is not there";
    return kind == LC_TREE_FILE
               ? CTR_OK
               : lc_layout_find(ctx, l, LC_LAYOUT_ADR_MISSING, p, place,
                                "links to the decision record '%s', which %s", path, what);
}

static ctr_status check_adrs(struct lc_ctx *ctx, struct lc_layout *l, struct lc_paper *p)
{
    if (p->request && p->request->adr) {
        return check_adr(ctx, l, p, p->request->adr, place_of(p, "/adr"));
    }
    for (size_t i = 0; p->sow && i < p->sow->links.adr_count; i++) {
        LC_TRY(check_adr(ctx, l, p, p->sow->links.adrs[i], item_place(p, "links", "adrs", i)));
    }
    return CTR_OK;
}

ctr_status lc_layout_check(struct lc_ctx *ctx, struct lc_layout *l)
{
    for (size_t i = 0; i < l->count; i++) {
        struct lc_paper *p = &l->papers[i];
        if (p->id) {
            LC_TRY(check_id(ctx, l, p));
            LC_TRY(check_adrs(ctx, l, p));
        }
    }
    return lc_layout_check_needs(ctx, l, NULL, NULL);
}

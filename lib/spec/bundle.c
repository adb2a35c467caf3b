/* Documents and the files beside them; plain references. */
#include "spec/bundle.h"

#include "codec/inlay.h"
#include "codec/yaml_read.h"

enum { MAX_FILES = 10000 };

#define S(s) ((int)((s).len > 200 ? 200 : (s).len)), (s).ptr

/* ---- files */

static ctr_status add_file(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_bundle_file *file)
{
    struct lc_bundle_file **files = lc_grow(ctx, b->files, b->count, &b->room, sizeof *files);
    if (!files) {
        return CTR_E_NOMEM;
    }
    b->files = files;
    b->files[b->count++] = file;
    return lc_map_set(ctx, &b->by_path, lc_str(file->path), file);
}

static ctr_status new_file(struct lc_ctx *ctx, struct lc_bundle *b, const char *path,
                           const char *name, struct lc_str bytes, struct lc_bundle_file **out)
{
    struct lc_bundle_file *file = lc_new(ctx, 1, sizeof *file);
    if (!file) {
        return CTR_E_NOMEM;
    }
    b->bytes += bytes.len;
    if (bytes.len > ctx->limits.max_document_bytes || b->bytes > ctx->limits.max_document_bytes) {
        return lc_fail(ctx, CTR_E_LIMIT,
                       "%s: the document has %llu bytes with the files it refers to, at most %llu "
                       "are read",
                       name, (unsigned long long)b->bytes,
                       (unsigned long long)ctx->limits.max_document_bytes);
    }
    *file = (struct lc_bundle_file){.path = path, .bytes = bytes};
    file->doc.file = name;
    file->doc.text = bytes;
    *out = file;
    return add_file(ctx, b, file);
}

static ctr_status begin(struct lc_ctx *ctx, const ctr_source *source, struct lc_bundle *out,
                        struct lc_bundle_file **file)
{
    *out = (struct lc_bundle){.resolve = source->resolve,
                              .user = source->user,
                              .folder = lc_dup_c(ctx, source->folder),
                              .read = lc_doc_read,
                              .link = "$ref"};
    const char *name = lc_dup_c(ctx, source->file ? source->file : "document");
    if (!name || (source->folder && !out->folder)) {
        return CTR_E_NOMEM;
    }
    struct lc_str bytes = lc_str_n(source->data, source->size);
    return new_file(ctx, out, "", name, bytes, file);
}

ctr_status lc_bundle_bytes(struct lc_ctx *ctx, const ctr_source *source, struct lc_bundle *out)
{
    struct lc_bundle_file *file;
    return begin(ctx, source, out, &file);
}

ctr_status lc_bundle_open(struct lc_ctx *ctx, const ctr_source *source, lc_reader *read,
                          struct lc_bundle *out)
{
    struct lc_bundle_file *file;
    LC_TRY(begin(ctx, source, out, &file));
    out->read = read ? read : out->read;
    const struct lc_read_options options = {.file = file->doc.file,
                                            .nameless = out->folder != NULL};
    return out->read(ctx, file->bytes, &options, &file->doc);
}

ctr_status lc_bundle_inlay(struct lc_ctx *ctx, struct lc_bundle *around, struct lc_node text,
                           lc_reader *read, struct lc_bundle *out)
{
    const struct lc_read_options options = {.file = text.doc->file, .nameless = true};
    struct lc_bundle_file *file = lc_new(ctx, 1, sizeof *file);
    if (!file) {
        return CTR_E_NOMEM;
    }
    *out = (struct lc_bundle){.read = read, .around = around};
    *file = (struct lc_bundle_file){.path = "", .bytes = lc_raw(text.value)};
    LC_TRY(lc_inlay_make(ctx, text.doc, text.value, &file->doc.inlay));
    LC_TRY(add_file(ctx, out, file));
    return read(ctx, file->bytes, &options, &file->doc);
}

/* The name for messages: in the folder that the caller names, else beside the document's own. */
static const char *display_name(struct lc_ctx *ctx, const struct lc_bundle *b, const char *path)
{
    if (b->folder) {
        return lc_format(ctx, "%s/%s", b->folder, path);
    }
    const char *main = b->files[0]->doc.file;
    const char *slash = strrchr(main, '/');
    return slash ? lc_format(ctx, "%.*s/%s", (int)(slash - main), main, path) : path;
}

static ctr_status load(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                       const char *path, const char *link, struct lc_bundle_file **out);

/* A file of the bundle around, read once more in our language. */
static ctr_status load_around(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                              const char *path, struct lc_bundle_file **out)
{
    struct lc_bundle_file *theirs = NULL;
    LC_TRY(load(ctx, b->around, from, path, b->link, &theirs));
    struct lc_bundle_file *file = lc_new(ctx, 1, sizeof *file);
    if (!file) {
        return CTR_E_NOMEM;
    }
    const struct lc_read_options options = {.file = theirs->doc.file,
                                            .nameless = b->around->folder != NULL};
    *file = (struct lc_bundle_file){.path = path, .bytes = theirs->bytes};
    *out = file;
    LC_TRY(add_file(ctx, b, file));
    return b->read(ctx, file->bytes, &options, &file->doc);
}

/* A file beside it that refers to the document by its own name means the one that is read already.
 * What that is called nobody may have said, and a stored one has lost its name: it is known by what
 * it says. */
static bool is_main(const struct lc_bundle *b, const struct lc_bundle_file *file)
{
    return strcmp(b->link, "$ref") == 0 && !strchr(file->path, '/') &&
           lc_str_eq(file->bytes, b->files[0]->bytes);
}

static ctr_status load(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                       const char *path, const char *link, struct lc_bundle_file **out)
{
    const void *data = NULL;
    size_t size = 0;
    *out = lc_map_get(&b->by_path, lc_str(path));
    if (*out) {
        *out = (*out)->again ? (*out)->again : *out;
        return CTR_OK;
    }
    if (b->around) {
        return load_around(ctx, b, from, path, out);
    }
    uint32_t at = from.value->offset;
    if (!b->resolve) {
        return lc_doc_fail(ctx, from.doc, at,
                           "%s needs the file '%s', but there is no directory to look in; give "
                           "a base directory or a resolver",
                           link, path);
    }
    if (b->count >= MAX_FILES) {
        return lc_fail(ctx, CTR_E_LIMIT, "%s: refers to more than %d files", b->files[0]->doc.file,
                       (int)MAX_FILES);
    }
    int answer = b->resolve(b->user, path, &data, &size);
    if (answer < 0) {
        ctr_status status = lc_fail(ctx, CTR_E_IO, "%s: cannot read the file '%s' of its %s",
                                    from.doc->file, path, link);
        lc_detail_int(ctx, "callback", answer);
        return status;
    }
    if (answer > 0 || (!data && size)) {
        return lc_doc_fail(ctx, from.doc, at, "%s to the file '%s', which is not there", link,
                           path);
    }
    const char *name = display_name(ctx, b, path);
    if (!name) {
        return CTR_E_NOMEM;
    }
    LC_TRY(new_file(ctx, b, path, name, lc_str_n(data, size), out));
    if (is_main(b, *out)) {
        (*out)->again = b->files[0];
        (*out)->doc.root = b->files[0]->doc.root;
        *out = b->files[0];
        return CTR_OK;
    }
    const struct lc_read_options options = {.file = name, .nameless = b->folder != NULL};
    return b->read(ctx, (*out)->bytes, &options, &(*out)->doc);
}

ctr_status lc_bundle_built_in(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str address,
                              struct lc_str text, struct lc_node *out)
{
    struct lc_bundle_file *file;
    const char *name = lc_dup(ctx, address);
    if (!name) {
        return CTR_E_NOMEM;
    }
    LC_TRY(new_file(ctx, b, name, name, text, &file));
    file->built_in = true;
    const struct lc_read_options options = {.file = name, .nameless = true};
    LC_TRY(lc_doc_read(ctx, text, &options, &file->doc));
    *out = (struct lc_node){&file->doc, file->doc.root};
    return CTR_OK;
}

/* ---- references */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

bool lc_bundle_decode(struct lc_ctx *ctx, struct lc_str text, struct lc_str *out)
{
    *out = text;
    char *plain = lc_new(ctx, text.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; plain && i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%') {
            int high = text.len - i > 2 ? hex_digit(text.ptr[i + 1]) : -1;
            int low = text.len - i > 2 ? hex_digit(text.ptr[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        }
        if (c == '\0') {
            return false;
        }
        plain[n++] = c;
    }
    *out = lc_str_n(plain, n);
    return true;
}

/* "scheme:" before any slash: a URL or URN. */
static bool has_scheme(struct lc_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == ':') {
            return i > 0;
        }
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (!letter && !(other && i > 0)) {
            return false;
        }
    }
    return false;
}

/* Every document of a bundle lies in one of its files. */
static const char *path_of(const struct lc_doc *doc)
{
    const char *file = (const char *)doc - offsetof(struct lc_bundle_file, doc);
    return ((const struct lc_bundle_file *)(const void *)file)->path;
}

/* Take one segment into `path` of length *n; false if it leads above the base. */
static bool step(char *path, size_t *n, struct lc_str segment)
{
    if (segment.len == 0 || lc_str_is(segment, ".")) {
        return true;
    }
    if (lc_str_is(segment, "..")) {
        if (*n == 0) {
            return false;
        }
        while (*n && path[*n - 1] != '/') {
            (*n)--;
        }
        *n -= *n > 0;
        return true;
    }
    if (*n) {
        path[(*n)++] = '/';
    }
    memcpy(path + *n, segment.ptr, segment.len);
    *n += segment.len;
    return true;
}

static bool steps(char *path, size_t *n, struct lc_str text)
{
    struct lc_str head;
    struct lc_str tail;
    while (lc_str_cut(text, '/', &head, &tail)) {
        if (!step(path, n, head)) {
            return false;
        }
        text = tail;
    }
    return step(path, n, text);
}

/* The file's path from the base; INPUT if it leaves it. */
static ctr_status normalise(struct lc_ctx *ctx, struct lc_node from, struct lc_str here,
                            struct lc_str file, const char *link, const char **out)
{
    uint32_t at = from.value->offset;
    if (has_scheme(file) || lc_str_starts(file, LC_STR("//"))) {
        return lc_doc_fail(ctx, from.doc, at,
                           "%s to '%.*s': only files beside the document are read, never the "
                           "network",
                           link, S(file));
    }
    struct lc_str plain;
    bool good = lc_bundle_decode(ctx, file, &plain);
    if (!plain.ptr) {
        return CTR_E_NOMEM;
    }
    if (!good) {
        return lc_doc_fail(ctx, from.doc, at, "%s to '%.*s': malformed percent-encoding", link,
                           S(file));
    }
    if (plain.ptr[0] == '/' || plain.ptr[0] == '\\') {
        return lc_doc_fail(ctx, from.doc, at,
                           "%s to '%.*s': an absolute path leaves the document's directory", link,
                           S(file));
    }
    char *path = lc_new(ctx, here.len + plain.len + 2, 1);
    size_t n = 0;
    if (!path) {
        return CTR_E_NOMEM;
    }
    while (here.len && here.ptr[here.len - 1] != '/') { /* its directory */
        here.len--;
    }
    if (!steps(path, &n, here) || !steps(path, &n, plain)) {
        return lc_doc_fail(ctx, from.doc, at, "%s to '%.*s' leaves the document's directory", link,
                           S(file));
    }
    if (n == 0) {
        return lc_doc_fail(ctx, from.doc, at, "%s to '%.*s' names no file", link, S(file));
    }
    path[n] = '\0';
    *out = path;
    return CTR_OK;
}

ctr_status lc_bundle_file_at(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                             struct lc_str file, struct lc_node *out)
{
    const char *path = NULL;
    struct lc_bundle_file *target = NULL;
    LC_TRY(normalise(ctx, from, lc_str(""), file, b->link, &path));
    LC_TRY(load(ctx, b, from, path, b->link, &target));
    *out = (struct lc_node){&target->doc, target->doc.root};
    return CTR_OK;
}

struct redirect {
    const struct lc_value *from;
    struct lc_node target;
};

ctr_status lc_bundle_redirect(struct lc_ctx *ctx, struct lc_bundle *b, const struct lc_value *from,
                              struct lc_node target)
{
    struct redirect *r = lc_new(ctx, 1, sizeof *r);
    if (!r) {
        return CTR_E_NOMEM;
    }
    *r = (struct redirect){from, target};
    return lc_map_set(ctx, &b->redirects, lc_str_n((const char *)&r->from, sizeof r->from), r);
}

static bool is_redirected(const struct lc_bundle *b, const struct lc_value *from,
                          struct lc_node *out)
{
    const struct redirect *r =
        b->redirects.count ? lc_map_get(&b->redirects, lc_str_n((const char *)&from, sizeof from))
                           : NULL;
    if (r) {
        *out = r->target;
    }
    return r != NULL;
}

/* References that one needs on its way. */
struct trail {
    const struct lc_value *first;
    int hops;
};

static ctr_status target_of(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                            struct lc_str reference, struct trail *trail, struct lc_node *out);

/* Where the pointer goes on but the object only refers to another one, it goes on there. */
static ctr_status lead_on(struct lc_ctx *ctx, struct lc_bundle *b, struct trail *trail,
                          struct lc_node *node)
{
    struct lc_node from = lc_child(*node, "$ref");
    if (!lc_is(from.value, LC_STRING) || from.value == trail->first) {
        node->value = NULL;
        return CTR_OK;
    }
    if (trail->hops++ == LC_REF_HOPS) {
        return lc_doc_fail(ctx, from.doc, from.value->offset,
                           "$ref to '%.*s' leads back to itself, or through more than %d others",
                           S(lc_raw(from.value)), (int)LC_REF_HOPS);
    }
    return target_of(ctx, b, from, lc_raw(from.value), trail, node);
}

/* Down the pointer from `out`, whose value is NULL then where it leads to nothing. */
static ctr_status descend(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str pointer,
                          struct trail *trail, struct lc_node *out)
{
    size_t at = 0;
    while (out->value && at < pointer.len) {
        size_t end = at + 1;
        while (end < pointer.len && pointer.ptr[end] != '/') {
            end++;
        }
        const struct lc_doc part = {.root = out->value};
        const struct lc_value *next =
            lc_doc_resolve(ctx, &part, lc_str_n(pointer.ptr + at, end - at));
        if (ctx->error) {
            return ctr_error_status(ctx->error);
        }
        if (!next) {
            LC_TRY(lead_on(ctx, b, trail, out));
            continue;
        }
        out->value = next;
        at = end;
    }
    return CTR_OK;
}

ctr_status lc_bundle_descend(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_str pointer,
                             struct lc_node *out)
{
    struct trail trail = {NULL, 0};
    return descend(ctx, b, pointer, &trail, out);
}

/* What stands behind '#', without percent-encoding. */
static ctr_status pointer_of(struct lc_ctx *ctx, struct lc_node from, struct lc_str reference,
                             struct lc_str fragment, struct lc_str *out)
{
    uint32_t at = from.value->offset;
    *out = fragment;
    if (fragment.len && memchr(fragment.ptr, '%', fragment.len)) {
        bool good = lc_bundle_decode(ctx, fragment, out);
        if (!out->ptr) {
            return CTR_E_NOMEM;
        }
        out->len = good ? out->len : 0;
        if (!good) {
            return lc_doc_fail(ctx, from.doc, at, "$ref to '%.*s': malformed percent-encoding",
                               S(reference));
        }
    }
    if (out->len && out->ptr[0] != '/') {
        return lc_doc_fail(ctx, from.doc, at,
                           "$ref to '%.*s': behind '#' a JSON pointer was expected, such as "
                           "'#/components/schemas/Name'",
                           S(reference));
    }
    return CTR_OK;
}

static ctr_status target_of(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                            struct lc_str reference, struct trail *trail, struct lc_node *out)
{
    if (is_redirected(b, from.value, out)) {
        return CTR_OK;
    }
    struct lc_str file = reference;
    struct lc_str fragment = lc_str_n(NULL, 0);
    struct lc_str pointer;
    struct lc_doc *doc = from.doc;
    lc_str_cut(reference, '#', &file, &fragment);
    if (file.len) {
        const char *path = NULL;
        struct lc_bundle_file *target = NULL;
        LC_TRY(normalise(ctx, from, lc_str(path_of(from.doc)), file, b->link, &path));
        LC_TRY(load(ctx, b, from, path, b->link, &target));
        doc = &target->doc;
    }
    LC_TRY(pointer_of(ctx, from, reference, fragment, &pointer));
    *out = (struct lc_node){doc, lc_doc_resolve(ctx, doc, pointer)};
    if (!out->value && !ctx->error) {
        out->value = doc->root;
        LC_TRY(descend(ctx, b, pointer, trail, out));
    }
    if (!out->value && !ctx->error) {
        return lc_doc_fail(ctx, from.doc, from.value->offset,
                           "$ref to '%.*s': there is nothing at that place", S(reference));
    }
    return out->value ? CTR_OK : CTR_E_NOMEM;
}

ctr_status lc_bundle_target(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                            struct lc_str reference, struct lc_node *out)
{
    struct trail trail = {from.value, 0};
    return target_of(ctx, b, from, reference, &trail, out);
}

/* What is not there is no failure. */
static ctr_status none_there(struct lc_ctx *ctx, ctr_status status, struct lc_node *out)
{
    if (status == CTR_E_INPUT) {
        ctr_error_free(ctx->error);
        ctx->error = NULL;
        out->value = NULL;
        return CTR_OK;
    }
    return status;
}

ctr_status lc_bundle_peek(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from,
                          struct lc_str reference, struct lc_node *out)
{
    struct lc_str file = reference;
    struct lc_str fragment;
    const char *path = NULL;
    *out = (struct lc_node){from.doc, NULL};
    lc_str_cut(reference, '#', &file, &fragment);
    if (file.len) {
        ctr_status status = normalise(ctx, from, lc_str(path_of(from.doc)), file, b->link, &path);
        if (status != CTR_OK || !lc_map_get(&b->by_path, lc_str(path))) {
            return none_there(ctx, status, out);
        }
    }
    return none_there(ctx, lc_bundle_target(ctx, b, from, reference, out), out);
}

static ctr_status load_mapped(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node from)
{
    struct lc_str reference = lc_raw(from.value);
    struct lc_str file = reference;
    struct lc_str fragment;
    struct lc_bundle_file *unused;
    struct lc_node none;
    const char *path = NULL;
    lc_str_cut(reference, '#', &file, &fragment);
    bool may_be_file =
        file.len && (memchr(file.ptr, '/', file.len) || memchr(file.ptr, '.', file.len));
    const struct lc_value *components = lc_get(b->files[0]->doc.root, "components");
    if (!may_be_file || !b->resolve || lc_get_str(lc_get(components, "schemas"), reference)) {
        return CTR_OK;
    }
    ctr_status status = normalise(ctx, from, lc_str(path_of(from.doc)), file, b->link, &path);
    if (status == CTR_OK) {
        status = load(ctx, b, from, path, b->link, &unused);
    }
    bool there = path && lc_map_get(&b->by_path, lc_str(path));
    return there ? status : none_there(ctx, status, &none);
}

ctr_status lc_bundle_mapping(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node discriminator)
{
    const struct lc_value *mapping = lc_get(discriminator.value, "mapping");
    for (uint32_t i = 0; lc_is(mapping, LC_OBJECT) && i < mapping->count; i++) {
        const struct lc_value *to = &mapping->members[i].value;
        if (lc_is(to, LC_STRING)) {
            LC_TRY(load_mapped(ctx, b, (struct lc_node){discriminator.doc, to}));
        }
    }
    return CTR_OK;
}

ctr_status lc_bundle_follow(struct lc_ctx *ctx, struct lc_bundle *b, struct lc_node node,
                            struct lc_node *out)
{
    const struct lc_value *seen = NULL; /* caught up with again in any cycle, however long */
    for (uint64_t hop = 1;; hop++) {
        struct lc_node from = lc_child(node, "$ref");
        *out = node;
        if (!lc_is(from.value, LC_STRING)) {
            return CTR_OK;
        }
        if (node.value == seen) {
            return lc_doc_fail(ctx, from.doc, from.value->offset,
                               "$ref to '%.*s' leads back to itself", S(lc_raw(from.value)));
        }
        if ((hop & (hop - 1)) == 0) {
            seen = node.value;
        }
        if (hop > LC_REF_HOPS) {
            return lc_doc_fail_as(ctx, from.doc, CTR_E_LIMIT, from.value->offset,
                                  "$ref to '%.*s' leads through more than %d others",
                                  S(lc_raw(from.value)), (int)LC_REF_HOPS);
        }
        LC_TRY(lc_poll(ctx));
        LC_TRY(b->target ? b->target(ctx, b, from, &node)
                         : lc_bundle_target(ctx, b, from, lc_raw(from.value), &node));
    }
}

#!/bin/sh
# The page of a comparison in a real browser: wide, dark, narrow and with a level hidden, each against
# a picture in golden/page/ (`t_page.sh --update` takes them anew: look at them). Pages are those that
# t_reports.sh holds the command to. Pictures are compared by the mean colours of squares of 8 by 8, so
# that how a release of the browser smooths letters does not matter; that the comparison sees what
# matters is tried with pages that are broken on purpose.
. "$(dirname "$0")/lib.sh"

update=$1
page=$here/golden/reports/policy.html
pictures=$here/golden/page
most_far=1   # squares of a thousand that may be of another colour
most_near=30 # and of another shade

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "SKIP: no chromium (Debian: chromium)"
    failed=77
    exit
}
fc-list 2>/dev/null | grep -q DejaVuSansMono || {
    echo "SKIP: no fonts of DejaVu (Debian: fonts-dejavu-core)"
    failed=77
    exit
}

# browse ARGS...: nothing of the user's, nothing from outside, one way to draw letters.
browse() {
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --user-data-dir="$work/profile" --no-first-run --disable-extensions --hide-scrollbars \
        --force-device-scale-factor=1 --font-render-hinting=none --disable-lcd-text "$@" 2> err
}

# shoot NAME WIDTH,HEIGHT SED [ARGS...]: NAME.png of the page after an edit.
shoot() {
    name=$1
    size=$2
    edit=$3
    shift 3
    sed -e 's#</style>#body{font-family:"DejaVu Sans"}h3,code,pre,.at{font-family:"DejaVu Sans Mono"}&#' \
        -e "$edit" "$page" > "$name.html"
    rm -f "$name.png"
    browse --window-size="$size" --screenshot="$work/$name.png" "$@" "file://$work/$name.html" > out
}

# differing A B: "FAR NEAR", how many squares of a thousand have another colour and another shade, or
# something else if that cannot be told.
differing() {
    {
        printf '<body><img id=a src="data:image/png;base64,'
        base64 -w 0 "$1"
        printf '"><img id=b src="data:image/png;base64,'
        base64 -w 0 "$2"
        cat << 'PAGE'
"><script>
function pixels(image) {
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, canvas.width, canvas.height).data;
}
function differing(a, b, width, height) {
    const SIDE = 8, FAR = 48, NEAR = 12;
    let far = 0, near = 0, all = 0;
    for (let y = 0; y + SIDE <= height; y += SIDE) {
        for (let x = 0; x + SIDE <= width; x += SIDE, all++) {
            const sum = [0, 0, 0];
            for (let i = 0; i < SIDE * SIDE; i++) {
                const at = ((y + (i >> 3)) * width + x + (i & 7)) * 4;
                for (let c = 0; c < 3; c++) {
                    sum[c] += a[at + c] - b[at + c];
                }
            }
            const most = Math.max(...sum.map(Math.abs)) / (SIDE * SIDE);
            far += most > FAR;
            near += most > NEAR;
        }
    }
    return Math.round(1000 * far / all) + ' ' + Math.round(1000 * near / all);
}
onload = function () {
    const [a, b] = [document.getElementById('a'), document.getElementById('b')];
    const same = a.naturalWidth > 0 && a.naturalWidth === b.naturalWidth &&
        a.naturalHeight === b.naturalHeight;
    document.title = same ? differing(pixels(a), pixels(b), a.naturalWidth, a.naturalHeight) : 'size';
};
</script><title></title>
PAGE
    } > compare.html
    browse --virtual-time-budget=20000 --dump-dom "file://$work/compare.html" |
        sed -n 's#.*<title>\([^<]*\)</title>.*#\1#p'
}

# measure NAME A B: sets far and near; fails where they cannot be told.
measure() {
    figures=$(differing "$2" "$3")
    far=${figures% *}
    near=${figures#* }
    echo "$1: of 1000 squares ${far:-?} have another colour, ${near:-?} another shade"
    case $far$near in
        '' | *[!0-9]*) fail "$1: pictures cannot be compared" ;;
        *) return 0 ;;
    esac
    return 1
}
alike() { [ "$far" -le "$most_far" ] && [ "$near" -le "$most_near" ]; }

# looks NAME WIDTH,HEIGHT SED [ARGS...]: as its picture.
looks() {
    shoot "$@"
    if [ "$update" = --update ]; then
        mkdir -p "$pictures" && cp "$1.png" "$pictures/$1.png"
    fi
    measure "$1" "$1.png" "$pictures/$1.png" || return
    is "the page, $1" alike
    if ! alike && [ -n "$CTR_BUILDDIR" ]; then
        cp "$1.png" "$CTR_BUILDDIR/page-$1.png"
        echo "it looks as $CTR_BUILDDIR/page-$1.png"
    fi
}

# broken NAME SED: so much else that it is seen.
broken() {
    shoot broken 800,1500 "$2"
    measure "without $1" broken.png "$pictures/wide.png" || return
    isnt "a page without $1 is seen to be another" alike
}

looks wide 800,1500 ''
looks dark 800,900 '' --blink-settings=preferredColorScheme=0
looks narrow 420,900 ''
looks hidden 800,500 's/id="l1" checked/id="l1"/'

broken "cards" 's/--card:#fff;/--card:#d0d0d0;/'
broken "columns" 's/grid-template-columns:repeat(4,1fr)/grid-template-columns:1fr/'
broken "colours of levels" 's/\(--breaking\|--warning\|--info\|--undecided\):#[0-9a-f]*/\1:#bbb/g'
broken "marks" 's/--mark:#ffe08a/--mark:#00c/'

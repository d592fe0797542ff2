#!/bin/sh
# 检查、生成，再把变了的传到对象存储。半路断了，再运行一次，接着做完。
#
#     sh docs/send.sh 文件夹 存储 [--rollback 或者 --forget]
#
# 在公开栏的文件夹里运行。文件夹：deskboard publish --to 的那个。存储：rclone 的写法，比如 store:board。
set -eu
if [ $# -lt 2 ]; then
    echo "用法：sh docs/send.sh 文件夹 存储" >&2
    exit 2
fi
home=$1 store=$2
shift 2
todo=$home.todo # 还没有传完的；都传完了才删掉

exec 9>"$home.sending"
flock 9 # 一次只有一个在传

status=0
"${DESKBOARD:-.venv/bin/deskboard}" publish --to "$home" --changes "$todo" "$@" || status=$?
[ -s "$todo" ] || exit "$status"

# 分成几堆。以线上的文件夹里真有的为准，所以上一次断在哪里都不要紧。
live=$(cd "$home/live" && pwd -P)
heaps=$(mktemp -d)
trap 'rm -r "$heaps"' EXIT
tab=$(printf '\t')
while IFS=$tab read -r word path; do
    case $path in
    *.html) if [ "$word" = new ]; then heap=new; else heap=page; fi ;;
    *.xml) heap=map ;;
    *.txt) heap=text ;;
    *.ics) heap=calendar ;;
    *.vcf) heap=card ;;
    cases/*/*-*.jpg) heap=photo ;;
    assets/*) heap=asset ;;
    *) heap=part ;;
    esac
    [ -f "$live/$path" ] || heap=gone
    printf '%s\n' "$path" >>"$heaps/$heap"
done <"$todo"

send() { # 哪一堆，浏览器可以留多久，是什么文件（rclone 不一定认识的才写）
    [ -s "$heaps/$1" ] || return 0
    rclone copy "$live" "$store" --files-from-raw "$heaps/$1" --no-traverse --no-check-dest --transfers 16 \
        --header-upload "Cache-Control: $2" ${3:+--header-upload "Content-Type: $3; charset=utf-8"}
}

# 先传网页里要用的，再传新的网页、改了的网页、网站地图，最后才删：不管什么时候打开，网页里的东西都在。
send photo "public, max-age=31536000, immutable"
send asset "public, max-age=604800"
send part no-cache
send text no-cache text/plain
send calendar no-cache text/calendar
send card no-cache text/vcard
send new no-cache
send page no-cache
send map no-cache
[ ! -s "$heaps/gone" ] || rclone delete "$store" --files-from-raw "$heaps/gone"
echo "传完了：$(wc -l <"$todo") 个文件"
rm "$todo"
exit "$status"

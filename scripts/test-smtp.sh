#!/bin/sh
# Examines an SMTP server: ./test-smtp.sh HOST:PORT [USER] [PASSWORD] [true|false] [OPTIONS of smtp-doctor]
# The exit status is smtp-doctor's; without arguments the usage is printed and the status is 2.

# A link to this script finds what lies beside the script itself.
script=$0
while [ -L "$script" ]; do
    target=$(readlink "$script") || break
    case $target in
        /*) script=$target ;;
        *) script=$(dirname "$script")/$target ;;
    esac
done
here=$(CDPATH='' cd "$(dirname "$script")" && pwd -P) || exit 3

if [ $# -eq 0 ]; then
    cat "$here/test-smtp.usage.txt" >&2 2>/dev/null ||
        echo 'usage: test-smtp.sh HOST:PORT [USER] [PASSWORD] [true|false] [OPTIONS]' >&2
    exit 2
fi

for doctor in "$here/smtp-doctor" "$here/../target/release/smtp-doctor" "$(command -v smtp-doctor)"; do
    if [ -f "$doctor" ] && [ -x "$doctor" ]; then
        exec "$doctor" "$@"
    fi
done

cat >&2 <<MISSING
找不到 smtp-doctor 程序，无法测试。
请把它放到 $here 目录，或装到 PATH 里的某个目录；
也可以在项目目录里运行 cargo build --release 来编译它。
MISSING
exit 3

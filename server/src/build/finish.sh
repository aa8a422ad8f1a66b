#!/bin/sh
# Finishes the distribution that was laid out: tidies its jars and puts the cache of classes in. finish.sh HOME
# The build does without the cache where it cannot be made (SKIP_CACHE=true: is not wanted).
lib=$1/lib
java_home=$(sh "$lib/find-jdk" javac) || exit 1
"$java_home/bin/java" "$(dirname "$0")/Tidy.java" "$lib" || exit 1
[ "${SKIP_CACHE:-false}" = true ] && exit 0
. "$lib/cache-name"
name=$(cache_name "$java_home" "$lib")
for old in "$lib"/classes-*.aot; do
    [ "$old" = "$lib/$name" ] || rm -f "$old"
done
log=$1/../cache.log
sh "$lib/make-cache" "$java_home" "$lib/$name" >"$log" 2>&1 </dev/null ||
    echo "the distribution goes without a cache of classes, and starts more slowly: see $log" >&2
exit 0

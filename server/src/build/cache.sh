#!/bin/sh
# Puts the cache of classes into the distribution that was laid out: cache.sh HOME. The build does without where it cannot
# be made.
lib=$1/lib
java_home=$(sh "$lib/find-jdk" java) || exit 0
file=$lib/$(sh "$lib/cache-name" "$java_home")
for old in "$lib"/classes-*.aot; do
    [ "$old" = "$file" ] || rm -f "$old"
done
log=$1/../cache.log
sh "$lib/make-cache" "$java_home" "$file" >"$log" 2>&1 </dev/null ||
    echo "the distribution goes without a cache of classes, and starts more slowly: see $log" >&2
exit 0

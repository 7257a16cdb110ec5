# query.awk: turns queries.sql into X(NAME, "statement") lines, one for each "-- name:" block.
function flush_query() {
    if (name != "") printf "X(%s, \"%s\")\n", name, text
    text = ""
}
/^-- name: / { flush_query(); name = $3; next }
/^ *--/ || /^ *$/ { next }
{
    sub(/^ +/, ""); sub(/ +$/, "")
    gsub(/\\/, "\\\\"); gsub(/"/, "\\\"")
    text = text (text == "" ? "" : " ") $0
}
END { flush_query() }

#!/bin/bash
# Takes a picture of every screen of tests/screens.list in each language and size, and at 150 % text,
# into build/screenshots (or $OUT), with an index.html to look at them side by side. Names given as arguments
# take those screens alone: `make screenshots SCREENS='home me'`.
. tests/lib.sh

out=${OUT:-$B/screenshots}
sizes="1280x800 1920x1080 800x1280"
die() { echo "screenshots: $*" >&2; exit 1; }

add_home() { # code, name, child number and name and birthday...: a Home with those children
    local code=$1 name=$2
    shift 2
    printf '代码,名称,村,关门时间\n%s,%s,测试村,18:30\n' "$code" "$name" >"$work/h.csv"
    echo '编号,姓名,儿童之家,出生日期' >"$work/c.csv"
    echo '儿童编号,姓名,关系,开始日期' >"$work/g.csv"
    while [ $# -gt 0 ]; do
        echo "$1,$2,$code,$3" >>"$work/c.csv"
        echo "$1,测阿嬷,奶奶,2025-01-01" >>"$work/g.csv"
        shift 3
    done
    zx import --homes "$work/h.csv" >/dev/null || return 1
    [ "$(wc -l <"$work/c.csv")" = 1 ] ||
        zx import --children "$work/c.csv" --guardians "$work/g.csv" >/dev/null
}

add_classes() { # Home: 40 today, four at a time
    echo '儿童之家,星期,开始,结束,科目,名称,地点' >"$work/t.csv"
    local subjects=(作业辅导 绘画 科普 阅读 音乐 体育 安全 用餐 午休 其他) i
    for i in {0..39}; do
        printf '%s,周二,%02d:00,%02d:00,%s,%s,%s\n' "$1" $((8 + i / 4)) $((9 + i / 4)) \
            "${subjects[i % 10]}" "第$((i + 1))班：会跳舞的盐和彩虹雨实验课" "二楼$((i % 4 + 1))号活动室"
    done >>"$work/t.csv"
    zx import --timetable "$work/t.csv" >/dev/null
}

make_worlds() {
    local other=$work/other.db
    db=$other make_township || return 1
    forged=$(zx --db "$other" cards show --child QS-001) || return 1
    make_township || return 1
    zx import --alone assets/demo/alone.csv --barred assets/demo/barred.csv --walks assets/demo/walks.csv \
        --walkers assets/demo/walkers.csv >/dev/null || return 1
    sqlite3 "$db" "UPDATE child SET born_day = 20171124 WHERE no = 'QS-005'; UPDATE pairing SET since_day = 20250901"
    lost=$(zx cards show --child QS-003)
    zx cards reissue --child QS-003 --reason lost >/dev/null
    guardian=$(sqlite3 "$db" "SELECT guardian_id FROM child_guardian AS g JOIN child AS c ON c.id = g.child_id WHERE c.no = 'QS-001' LIMIT 1")
    zx cards issue --guardian "$guardian" >/dev/null || return 1
    stranger=$(zx cards show --child QS-004)
    sqlite3 "$db" "DELETE FROM card WHERE kind = 1 AND holder_id = (SELECT id FROM child WHERE no = 'QS-004')"
    add_home MM 青松岭白鹤湾小石桥联合村儿童之家 MM-1 阿苏日木果尔曲子莫五牛 2018-03-04 \
        MM-2 "Ce Xiaohe-Maria van den Berg" 2017-05-06 || return 1
    add_classes MM || return 1
    add_home EE 空空村儿童之家 || return 1
    zx cards issue --all >/dev/null || return 1
    stranger_gone
    for world in plain empty many homeless watched past; do
        cp "$db" "$work/$world.db"
    done
    zx --db "$work/past.db" import --calendar assets/calendar/cn.csv >/dev/null
    "$B/tests/demo_days" "$work/past.db" 2026-09-01 2026-11-24 QS || return 1
    zx --db "$work/many.db" home use MM >/dev/null
    zx --db "$work/empty.db" home use EE >/dev/null
    sqlite3 "$work/empty.db" "DELETE FROM setting WHERE key = 'roster_at'"
    sqlite3 "$work/homeless.db" "DELETE FROM setting WHERE key = 'home'"
    zx --db "$work/watched.db" import --schools assets/demo/schools.csv --health assets/demo/health.csv \
        >/dev/null || return 1
    for world in paired cared; do
        cp "$work/plain.db" "$work/$world.db"
        pair_world "$work/$world.db"
    done
    sqlite3 "$work/cared.db" "UPDATE outbox SET trouble = 'unreached', failures = 5, upto = 12;
        INSERT INTO quarantine (seq, reason, told_at) VALUES (5, 'known with other content', 0), (9, 'no such kind', 0)"
    cp "$work/watched.db" "$work/holiday.db"
    holiday_world "$work/holiday.db" || return 1
    sqlite3 "$work/watched.db" "UPDATE child SET name = '阿苏日木果尔曲子莫五牛' WHERE no = 'QS-001'"
}

holiday_world() { # database: a winter holiday with care that is open, and a place that is offered
    zx --db "$1" import --care-sessions assets/demo/care-sessions.csv --enrolments assets/demo/enrolments.csv >/dev/null &&
        care "$1" open 2027年寒假 && care "$1" leave 2027年寒假 QS-001 --sessions 午餐 --last 2027-01-24 &&
        sqlite3 "$1" "UPDATE child SET name = '阿苏日木果尔曲子莫五牛' WHERE no = 'QS-001'"
}

care() { # database, words...: what staff did on a day before
    TZ=UTC faketime --exclude-monotonic "2027-01-20 01:00:00" "$B/zhaoxi" --lang en --db "$1" care "${@:2}" >/dev/null
}

pair_world() { # database: paired with an office that holds all but the last 63 events
    sqlite3 "$1" "INSERT INTO hub (one, address, name, hub_key, tls, kiosk, secret, paired_at, rekeyed_at)
            VALUES (1, 'https://hub.example:8443', '青石乡', zeroblob(32), '', zeroblob(16), zeroblob(64), 0, 0);
        UPDATE outbox SET upto = (SELECT max(seq) - 63 FROM event), receipt_at = 1795506000000, tried_at = 1795506000000"
}

# The card of QS-004 that was written down belongs to nobody; the child has another.
stranger_gone() {
    [ "$(zx cards show --child QS-004)" != "$stranger" ] || die "the stranger's card is known"
}

fill() { # steps, width, height: the words in capitals
    local word steps=$1
    while [[ $steps =~ AFTER:([a-z-]+) ]]; do
        [ -n "${flows[${BASH_REMATCH[1]}]:-}" ] || die "no steps for $BASH_REMATCH"
        steps=${steps/"$BASH_REMATCH"/${flows[${BASH_REMATCH[1]}]}}
    done
    while [[ $steps =~ (CARD|STAFF|GUARDIAN|LOST|AT):([A-Z0-9,-]+) ]]; do
        word=${BASH_REMATCH[0]}
        case ${BASH_REMATCH[1]} in
        CARD) new=$(zx cards show --child "${BASH_REMATCH[2]}") ;;
        STAFF) new=$(zx cards show --staff "${BASH_REMATCH[2]}") ;;
        GUARDIAN) new=$(zx cards show --guardian "$guardian") ;;
        LOST) new=$lost ;;
        AT) new="$(($2 * ${BASH_REMATCH[2]%,*} / 100)) $(($3 * ${BASH_REMATCH[2]#*,} / 100))" ;;
        esac
        [ -n "$new" ] || die "nothing stands for $word"
        steps=${steps/"$word"/$new}
    done
    steps=${steps//STRANGER/$stranger}
    echo "${steps//FORGED/$forged}"
}

take() { # name, world, steps, language, size, text: one picture
    local picture=$1-$4-$5${6:+-$6}.png
    # Where the steps set the clock it is the boot's first: nothing has vouched for a time before.
    { [[ $3 == *([[:space:]])clock* ]] || echo 'clock 2026-11-24 16:40'
      printf 'camera off\nwait 100\n'
      fill "$3" "${5%x*}" "${5#*x}" | tr ';' '\n' | sed 's/^ *//; s/ *$//'
      printf 'wait 100\nshot %s\n' "$out/$picture"; } >"$work/flow"
    local shows=(--db "$work/shown.db")
    rm -f "$work/shown.db"*
    case $2 in
    none) echo "no database" >"$work/shown.db" ;;
    new) ;;
    gallery) shows=(--gallery) ;;
    *) cp "$work/$2.db" "$work/shown.db" ;;
    esac
    "$B/zhaoxi-kiosk" "${shows[@]}" --source none --window "$5" --lang "$4" \
        ${6:+--text $6} --script "$work/flow" 2>"$work/log" || { cat "$work/log" >&2; die "$picture failed"; }
    echo "<td><a href=\"$picture\"><img src=\"$picture\" alt=\"$picture\"></a></td>" >>"$out/index.html"
}

declare -A flows # of the screens so far
make_worlds || die "no worlds"
rm -rf "$out"
mkdir -p "$out"
texts=("")
echo "clock 2026-11-24 16:40" >"$work/flow"
if "$B/zhaoxi-kiosk" --db "$work/none" --source none --window 640x480 --text 150 --script "$work/flow" 2>/dev/null
then texts+=(150); fi
cat >"$out/index.html" <<'HTML'
<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>Zhaoxi: screens</title>
<style>body{font-family:sans-serif}td{vertical-align:top}img{height:240px;border:1px solid #bbb}</style><table>
HTML
while IFS='|' read -r name world steps; do
    name=${name// /} world=${world// /}
    case $name in '' | '#'*) continue ;; esac
    flows[$name]=$steps
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    echo "<tr><th>$name</th>" >>"$out/index.html"
    for language in zh en; do
        for size in $sizes; do
            for text in "${texts[@]}"; do
                take "$name" "$world" "$steps" "$language" "$size" "$text" </dev/null || exit 1
            done
        done
    done
    echo "</tr>" >>"$out/index.html"
    echo "$name"
done <tests/screens.list
echo "</table></html>" >>"$out/index.html"
echo "$(find "$out" -name '*.png' | wc -l) pictures: $out/index.html"

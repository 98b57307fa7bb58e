#!/bin/sh
# Three nightly runs on the sample articles, and what they lead to. Used by `make demo`:
# samples/demo.sh HOME, from the repository.
set -eu

home=${1:?which folder?}
bin=${PRESSTALLY_BIN:-.venv/bin}

say() {
    printf '\n%s\n' "$*"
}

# Shows a command as it would be typed, and runs it.
run() {
    printf '\n$ presstally'
    for word in "$@"; do
        case $word in
            *[!A-Za-z0-9/._:=-]*) printf ' "%s"' "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$bin/presstally" "$@"
}

if [ -e "$home/releases/latest" ]; then
    say "$home holds releases already, so nothing is run; remove it to start again."
else
    say "A week of articles comes in each Sunday night."
    run run samples/articles/batch-1 --home "$home" --retrieved-at 2026-03-15T22:00:00Z
    run run samples/articles/batch-2 --home "$home" --retrieved-at 2026-03-22T22:00:00Z
    say "Somebody read the second release and put two things right:"
    printf '\n$ cp samples/corrections/2026-03-28.yml %s/corrections/\n' "$home"
    mkdir -p "$home/corrections"
    cp samples/corrections/2026-03-28.yml "$home/corrections/"
    run run samples/articles/batch-3 --home "$home" --retrieved-at 2026-03-29T22:00:00Z
fi

say "== Three releases. None of them will ever change again."
run releases --home "$home"

say "== What the last one changed, and why (the lines about figures and clusters)."
printf '\n$ presstally diff --home %s\n' "$home"
"$bin/presstally" diff --home "$home" | grep -E '^[0-9]|table_name|^ (figures|clusters|cluster_aliases|corrections) '

say "== A toll that moved: one report of the agency, rewritten twice."
run sql --home "$home" "
  SELECT version, retrieved_at::DATE AS retrieved, surface, value_best
  FROM figures JOIN article_versions USING (article_id, version)
  JOIN articles USING (article_id)
  WHERE external_id = 'nw-4398' AND snippet ILIKE '%'||surface||'%died%missing%'
    AND value_best < 100 ORDER BY version"

say "== Two texts that were one: the agency's original came a week after its excerpts."
run sql --home "$home" "
  SELECT alias_id AS old_id, cluster_id AS new_id, relation, outlet, left(title, 48) AS title
  FROM cluster_aliases JOIN article_list USING (cluster_id)
  ORDER BY new_id, relation, outlet"

say "== A story edited after publication: the old figure is kept beside the new one."
run sql --home "$home" "
  SELECT version, is_current, surface, value_best, unit, left(snippet, 47) AS text
  FROM figures JOIN articles USING (article_id)
  WHERE url = 'https://dailybeacon.example/news/skellow-head-amber-alert'
    AND surface IN ('£9m', '£6.4m') AND snippet LIKE 'The company has spent%' ORDER BY 1"

say "== A figure that a person corrected, with what stood before."
run sql --home "$home" "
  SELECT correction_id, status, field, before, after, reason
  FROM corrections LEFT JOIN corrected_values USING (correction_id)
  WHERE field IN ('value_best', 'published_at') ORDER BY correction_id"

say "== What most independent reports say, and what copies make of it."
run sql --home "$home" "
  SELECT left(concept, 44) AS concept, best, unit, n_independent, n_articles, agreement
  FROM claims_ranked LIMIT 8"

say "Go on: presstally sql --home $home \"FROM conflicts\", presstally verify --home $home,
or open $home/releases/latest/VALIDATION.html and CHANGES.md."

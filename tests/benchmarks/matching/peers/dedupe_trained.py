"""dedupe, trained with the truth beside the lists, which no user has; the best B for each A.

Up to 500 true pairs, and as many others, of which half share the first word of the name. Default:
from a probability of 0.5.
"""

import io
import json
import random
import sys
from pathlib import Path

import dedupe
import pandas as pd
from dedupe import variables

from tests.benchmarks.matching.peers.pandas_join import accounts

TAUGHT, SAMPLE, SEED, LEAST = 500, 500, 7, 0.01
FIELDS = ["name", "domain", "country", "city"]


def read(path, side):
    """Read a list as dedupe wants it: fields by id, None where one is empty."""
    table = accounts(path, side).set_index(f"{side}_id")[FIELDS]
    table = table[table["name"] != ""]
    return table.astype(object).where(table != "", None).to_dict("index")


def lessons(ours, theirs, truth):
    """Choose pairs to teach with, written as a training file."""
    draw = random.Random(SEED)
    true = {pair for pair in truth if pair[0] in ours and pair[1] in theirs}
    same = draw.sample(sorted(true), min(TAUGHT, len(true)))
    by_first = {}
    for b_id, record in theirs.items():
        by_first.setdefault(record["name"].split(" ")[0], []).append(b_id)
    a_ids, b_ids, other = list(ours), list(theirs), []
    while len(other) < len(same):
        a_id = draw.choice(a_ids)
        near = by_first.get(ours[a_id]["name"].split(" ")[0], [])
        pair = a_id, draw.choice(near if near and len(other) % 2 else b_ids)
        if pair not in true:
            other.append(pair)
    taught = {"match": same, "distinct": other}
    written = {
        label: [{"__class__": "tuple", "__value__": [ours[a], theirs[b]]} for a, b in pairs]
        for label, pairs in taught.items()
    }
    return io.StringIO(json.dumps(written))


def main(a, b, out):
    """Teach, then link."""
    ours, theirs = read(a, "a"), read(b, "b")
    truth = pd.read_csv(Path(a).with_name("truth.csv"), dtype=str)
    linker = dedupe.RecordLink(
        [
            variables.String("name"),
            variables.String("domain", has_missing=True),
            variables.ShortString("country", has_missing=True),
            variables.String("city", has_missing=True),
        ],
        num_cores=1,
    )
    random.seed(SEED)
    taught = lessons(ours, theirs, truth.itertuples(index=False, name=None))
    linker.prepare_training(ours, theirs, training_file=taught, sample_size=SAMPLE)
    linker.train()
    found = linker.join(ours, theirs, threshold=LEAST, constraint="many-to-one")
    rows = [(*pair, score) for pair, score in found]
    pd.DataFrame(rows, columns=["a_id", "b_id", "score"]).to_csv(out, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])

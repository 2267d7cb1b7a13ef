# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = ["emm>=2.1.11"]
# [tool.uv]
# # xgboost asks for 300 MB for graphics cards.
# override-dependencies = ["nvidia-nccl-cu12; sys_platform == 'never'"]
# ///
"""emm (ING's Entity Matching Model), unsupervised: the best B for each A by cosine of words.

Its default candidates; it knows names only and prescribes no cut. Its own environment, from the
head of this file and the lock beside it, because it asks for a rapidfuzz older than ours.
"""

import logging
import sys

import pandas as pd
from emm import PandasEntityMatching


def read(path):
    """Read the names of a list by id."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False, usecols=["id", "name"])
    return table[table["name"].str.strip() != ""]


def main(a, b, out):
    """Index B and look up A."""
    logging.getLogger("emm").setLevel(logging.ERROR)
    model = PandasEntityMatching({"entity_id_col": "id", "name_col": "name"})
    found = model.fit(read(b)).transform(read(a))
    names = {"entity_id": "a_id", "gt_entity_id": "b_id", "score_0": "score"}
    found = found.rename(columns=names).dropna(subset=["b_id", "score"])
    found = found.sort_values("score", ascending=False, kind="stable")
    found.drop_duplicates("a_id")[["a_id", "b_id", "score"]].to_csv(out, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The scene itself: a change that is not refused is seen, on each database."""


def test_a_row_that_is_changed_is_seen(scene):
    before, users = scene.rows(), scene.rows("users")
    path = scene.paths["change_event"]
    tag = scene.ann.call("GET", path, 200).headers["ETag"]

    scene.ann.call("PATCH", path, 200, json={"name": "Lunch"}, headers={"If-Match": tag})

    assert scene.rows() != before
    assert scene.rows("users") == users

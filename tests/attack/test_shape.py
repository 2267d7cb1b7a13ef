"""The shape of a list is shown to whoever has to agree to it, and to nobody else."""

from tests.attack.conftest import HEADER, company


def ask(manager, partnership):
    return manager.post(f"/v1/partnerships/{partnership}/overlaps", status=202)


def code(manager, path, method="GET"):
    answer = manager.call(method, path)
    return answer.status_code, answer.json["code"]


def test_who_asks_sees_nothing_of_the_other_list_before_the_other_side_says_yes(
    first, second, partnership
):
    shape = f"/v1/overlaps/{ask(first, partnership)['id']}/shape"

    assert second.get(shape)["growth"] == "first"
    assert code(first, shape) == (409, "awaiting_approval")

    second.post(shape.replace("/shape", "/approve"), status=202)
    assert first.get(shape)["growth"] == "first"


def test_who_was_refused_learns_nothing_of_the_list_that_was_not_compared(
    first, second, partnership
):
    asked = ask(first, partnership)["id"]
    second.post(f"/v1/overlaps/{asked}/reject", status=200)

    assert code(first, f"/v1/overlaps/{asked}/shape") == (409, "not_released")
    assert code(second, f"/v1/overlaps/{asked}/shape") == (409, "not_released")


def test_a_side_that_shares_nothing_any_more_does_not_show_its_shape_either(
    first, second, partnership, overlap
):
    second.share(partnership, level="hidden")

    assert code(first, f"/v1/overlaps/{overlap['id']}/shape") == (409, "sharing_hidden")


def test_a_list_that_grows_little_by_little_is_asked_about_once_it_has_jumped(
    first, second, partnership, overlap, upload
):
    """17 rows were accepted; 37 are fewer than three times as many, 100 are not."""
    upload(first, HEADER, [company(n) for n in range(1, 38)])
    assert ask(first, partnership)["state"] == "queued"
    first.office.worker.run_all()
    upload(first, HEADER, [company(n) for n in range(1, 101)])

    again = ask(first, partnership)

    assert again["state"] == "awaiting_approval"
    assert "size_jump" in second.get(f"/v1/overlaps/{again['id']}/shape")["flags"]

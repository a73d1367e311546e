"""Sales between reading and storing: each request its own, in order, as often as wanted."""

from pathlib import Path

from makers.answer_cells import Sale
from makers.answer_spool import AT_ONCE, SaleSpool
from makers.sharing import terms_of

TERMS = {"sold_to": terms_of("leads until 2030-01-31"), "quantity": terms_of("sealed"), "date": terms_of("open")}


def sale(number: int) -> Sale:
    return Sale({"sold_to": f"Приклад {number}", "quantity": str(number)}, TERMS)


def test_each_request_has_its_own_in_order(tmp_path: Path) -> None:
    with SaleSpool(tmp_path / "sales") as spool:
        some = {key: spool.of(key) for key in (7, 8, 9)}
        count = AT_ONCE + 3
        for number in range(count):
            some[7].append(sale(number))
            if number % 2:
                some[8].append(sale(-number))
        assert [len(one) for one in some.values()] == [count, count // 2, 0]
        for _time in range(2):
            assert list(some[7]) == [sale(number) for number in range(count)]
            assert list(some[8])[:2] == [sale(-1), sale(-3)]
            assert list(some[9]) == []
        both = zip(some[7], some[7], strict=True)
        assert all(one == other for one, other in both)
        assert sale(5) in some[7] and sale(6) not in some[8] and not some[9]
        some[9].append(sale(1))
        assert list(some[9]) == [sale(1)]

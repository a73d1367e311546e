"""One file of a list, applied: read, matched with parties, written, closed. Inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.text import slugify

from custody.ledger import Subject, append
from provenance.batching import batches
from provenance.importers.encodings import spoken
from provenance.importers.lists_published.entry import About, Entry, Format, Goods, LeftOut, Link
from provenance.importers.lists_published.formats import read_entries
from provenance.importers.lists_published.jurisdictions import jurisdiction_code, jurisdiction_of
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.table import RowError, RowRefused
from provenance.list_problems import ListShrinks, OlderVersion, UnnamedList
from provenance.models import Listing, ListVersion, PartyList, Source
from provenance.operations.ftm_goods import GoodsAside
from provenance.operations.list_links import store_links
from provenance.operations.list_matching import Matching
from provenance.operations.list_parties import add_facts, make_parties
from provenance.operations.list_state import ListState
from provenance.operations.list_wish import ListReport, Wish
from provenance.operations.staleness import mark_touched
from provenance.progress import Progress
from provenance.queries.listings import newest_version

BATCH = 2000
ERRORS = 100
KINDS = ("new", "changed", "gone", "returned", "same")


class Applying:
    """One run over one file, inside a transaction."""

    def __init__(self, wish: Wish, wanted: Format, file: ListFile, sha256: str, progress: Progress) -> None:
        self._wish, self._format, self._file, self._sha256, self._progress = wish, wanted, file, sha256, progress
        self._about, self._matching = About(), Matching()
        self._states: dict[str, ListState] = {}
        self.entries: dict[str, int] = {}
        self.goods: GoodsAside | None = None
        self._links: list[Link] = []
        self._touched: set[int] = set()
        self.report = ListReport(preview=wish.preview)

    def run(self) -> ListReport:
        """Read, match, write; then what the file no longer has."""
        done = 0
        for batch in batches(self._items(), BATCH):
            self._batch(batch)
            done += len(batch)
            self._progress(done, self._file.meter.total(done))
        if self._format.whole and not self._wish.name and self._states:
            self._missing_lists()
        for state in self._states.values():
            self._close(state)
        self.report.relations = store_links(
            self._links, self.entries, self._format.source, self.report.refuse, self._touched
        )
        if self._touched:
            mark_touched(parties=self._touched, reason="listings")
        self.report.encoding = spoken(self._file.encoding)
        return self.report

    def _items(self) -> Iterator[Entry]:
        for item in read_entries(self._format, self._file, self._about):
            if isinstance(item, RowError):
                self.report.refuse(item)
            elif isinstance(item, LeftOut):
                self.report.left_out += 1
            elif isinstance(item, Link):
                self._links.append(item)
            elif isinstance(item, Goods):
                self.goods = self.goods or GoodsAside()
                self.goods.add(item)
            else:
                yield item

    def _batch(self, batch: list[Entry]) -> None:
        self._matching.load(batch)
        meant = []
        what: list[tuple[int, Entry, ListState, str]] = []
        for entry in batch:
            state = self._state(entry)
            party = self._matching.party(entry, state.on)
            try:
                done = state.apply(party, entry) if self._listed(entry) else "same"
            except RowRefused as refused:
                self.report.refuse(RowError(entry.line, refused.code, refused.params))
                continue
            meant.append((party, entry, state.version))
            what.append((party, entry, state, done))
        keys = make_parties(meant)
        self.report.new_parties += len(keys)
        stored = [(keys.get(party, party), entry, version) for party, entry, version in meant]
        richer = add_facts(stored)
        for state in self._states.values():
            self._matching.settle(state.on, keys)
            state.settle(keys)
        fresh = set(keys.values())
        for party, entry, state, done in what:
            stood = keys.get(party, party)
            self._count(stood, entry, state, done, fresh, richer)
            # A second entry of the batch for the same party brought nothing of its own.
            fresh.discard(stood)
            richer.discard(stood)

    def _count(self, party: int, entry: Entry, state: ListState, done: str, fresh: set[int], richer: set[int]) -> None:
        if entry.key:
            self.entries.setdefault(entry.key, party)
        if done == "same" and (party in fresh or party in richer):
            done = "new" if party in fresh and not self._listed(entry) else "changed"
        state.counts[done] += 1
        state.counts["entries"] += 1

    def _listed(self, entry: Entry) -> bool:
        return entry.listed and not self._format.register

    def _state(self, entry: Entry) -> ListState:
        known = next(iter(self._format.lists.items()), ("", ""))
        name = self._wish.name or entry.list_name or known[0]
        if not name:
            raise UnnamedList
        if name not in self._states:
            given = self._wish.jurisdiction or entry.jurisdiction or jurisdiction_of(name)
            register = not self._listed(entry)
            self._states[name] = self._begun(name, given or self._format.lists.get(name, ""), register=register)
        return self._states[name]

    def _begun(self, name: str, jurisdiction: str, *, register: bool) -> ListState:
        made, _new = PartyList.objects.get_or_create(
            name=name,
            defaults={
                "jurisdiction": jurisdiction_code(jurisdiction),
                "format": self._format.key,
                "register": register,
                "source": self._source(name),
            },
        )
        held = PartyList.objects.select_for_update().get(pk=made.pk)
        before = newest_version(held)
        today = timezone.localdate()
        effective = self._wish.effective or self._about.effective or today
        if before and effective < before.effective_on and not held.register:
            raise OlderVersion(name=name, held=before.effective_on, given=effective)
        version = ListVersion.objects.create(
            list=held,
            format=self._format.key,
            file_name=self._wish.path.name[:255],
            sha256=self._sha256,
            size=self._wish.path.stat().st_size,
            fetched_at=timezone.now(),
            effective_on=effective,
            actor=self._wish.actor,
        )
        return ListState(held, version, before)

    def _source(self, name: str) -> Source:
        slug, title, url = self._format.source
        facts = {"name": (title or name)[:300], "url": url, "reliability": "B" if slug else "F"}
        return Source.objects.get_or_create(slug=slug or f"list-{slugify(name)[:70] or 'unnamed'}", defaults=facts)[0]

    def _missing_lists(self) -> None:
        """Lists that earlier files of this format held and this one does not name are empty now."""
        for party_list in PartyList.objects.filter(format=self._format.key).exclude(name__in=self._states):
            if Listing.objects.filter(list=party_list, end__isnull=True).exists():
                self._states[party_list.name] = self._begun(party_list.name, party_list.jurisdiction, register=False)

    def _close(self, state: ListState) -> None:
        version, counts = state.version, state.counts
        before = state.before.entries if state.before else 0
        now = counts["entries"]
        if before and 2 * now <= before and not state.list.register:
            self.report.shrinking.append(state.list.name)
            if not (self._wish.confirm_shrink or self._wish.preview):
                raise ListShrinks(name=state.list.name, before=before, now=now)
        if not state.list.register:
            state.close()
        self._touched |= state.touched
        version.entries = now
        version.counts = {kind: counts[kind] for kind in KINDS} | {"refused": self.report.refused}
        version.errors = [
            {"line": one.line, "code": one.code, "params": dict(one.params)} for one in self.report.errors[:ERRORS]
        ]
        version.save()
        self.report.versions.append(version)
        details = {"list": state.list.name, "sha256": version.sha256, "effective_on": str(version.effective_on)}
        append(
            action="list.applied",
            subject=Subject("list_version", str(version.public_id)),
            actor=self._wish.actor,
            details={**details, **version.counts},
        )

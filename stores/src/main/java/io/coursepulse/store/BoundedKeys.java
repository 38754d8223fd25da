package io.coursepulse.store;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.Dimension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Admits new courses and keywords up to the {@link KeyLimits}, and counts what is beyond under {@link #OTHER}. Used by one
 * counter task for its shards. Not thread-safe.
 *
 * <p>A key is admitted if its counter is stored. Of the keys of a batch that are not, those with the lowest hashes are
 * admitted until the shard's share of the day is used up. How many it has admitted, and up to which hash this batch, is
 * stored before the first of the batch's counters, with the batch as the txid. So every attempt of a batch decides the same,
 * also when two workers have the same task: counters are read before this note, which is never cached. Without a note of the
 * batch no counter of it was stored when they were read, so both count the same unknown keys; with one, a key whose counter
 * is stored already is admitted because it is stored, and any other one by its hash.
 *
 * <p>A shard's share of a day is fixed when its first key is admitted, so that another limit holds from the next day on. So
 * once a key is counted as {@link #OTHER}, it stays there for that day: a full shard admits nothing. An admitted key has all
 * of its clicks of the day, and a recount can tell from the stored keys how every line was counted ({@link #fold}).
 *
 * <p>A course that is not admitted counts as {@code (other-07)} in all dimensions: 7 is its shard, of which there is a row
 * each, because the counters of one row belong to one task. A keyword counts as {@code (Other)} of its course.
 */
public final class BoundedKeys {

    /** What keywords beyond the limit are counted as, and how such courses are shown. Keywords of lines are in lower case. */
    public static final String OTHER = "(Other)";

    /** No course of a line begins so. */
    private static final String OTHER_COURSE = "(other-";

    private static final String OTHER_COURSE_END = ")";

    /** What is bounded. */
    private enum Kind {
        COURSES(Dimension.COURSE),
        KEYWORDS(Dimension.KEYWORD);

        private final Dimension dimension;

        Kind(Dimension dimension) {
            this.dimension = dimension;
        }

        private String table() {
            return dimension.table();
        }

        private int limit(KeyLimits limits) {
            return this == COURSES ? limits.coursesOfShard() : limits.keywordsOfShard();
        }

        /** How many keys of a day and shard were admitted. */
        private CellKey count(LocalDate day, int shard) {
            return cell(day, "count_%02d", shard);
        }

        /** The shard's share of that day. */
        private CellKey share(LocalDate day, int shard) {
            return cell(day, "share_%02d", shard);
        }

        /** Up to which hash the keys of the batch that is the cell's txid were admitted. */
        private CellKey bound(LocalDate day, int shard) {
            return cell(day, "bound_%02d", shard);
        }

        private CellKey cell(LocalDate day, String column, int shard) {
            String row = name().toLowerCase(Locale.ROOT) + Dimension.SEPARATOR + CounterRow.formatDay(day);
            return new CellKey(CounterShards.TABLE, row, String.format(Locale.ROOT, column, shard));
        }
    }

    /** A day of a shard. */
    private record Share(LocalDate day, int shard) {}

    private final CounterStore store;
    private final ExactCounters counters;
    private final KeyLimits limits;

    /**
     * Bounds the keys of {@code counters}.
     *
     * @param store where the counters are, and what was admitted is noted
     */
    BoundedKeys(CounterStore store, ExactCounters counters, KeyLimits limits) {
        this.store = store;
        this.counters = counters;
        this.limits = limits;
    }

    /** The course that further courses of a shard are counted as. */
    public static String otherCourse(int shard) {
        return String.format(Locale.ROOT, "%s%02d%s", OTHER_COURSE, shard, OTHER_COURSE_END);
    }

    /** Whether a course stands for those beyond the limit. */
    public static boolean isOtherCourse(String course) {
        return course.startsWith(OTHER_COURSE);
    }

    /** The shard of a course that stands for others; -1 if it does not. */
    static int shardOfOthers(String course) {
        return isOtherCourse(course)
                ? Integer.parseInt(course.substring(OTHER_COURSE.length(), course.length() - OTHER_COURSE_END.length()))
                : -1;
    }

    /**
     * The additions of a batch under the keys that they are to be counted under.
     *
     * @param byShard the additions by shard and counter
     * @throws StoreException.Unavailable if the store is unavailable; nothing was added
     * @throws StoreException.Refused if a later batch was counted already; nothing was added
     */
    Map<CellKey, Long> admit(long txid, Map<Integer, Map<CellKey, Long>> byShard) {
        // One read for all; what follows asks for parts of it.
        counters.stored(byShard.values().stream()
                .flatMap(each -> each.keySet().stream())
                .toList());
        Map<Integer, Map<CellKey, Long>> admitted = new HashMap<>(byShard);
        for (Kind kind : Kind.values()) {
            Map<Share, List<CellKey>> unknown = unknown(kind, admitted);
            if (!unknown.isEmpty()) {
                Set<CellKey> refused = refused(kind, txid, unknown);
                if (!refused.isEmpty()) {
                    admitted.replaceAll((shard, additions) -> folded(kind, shard, additions, refused));
                }
            }
        }
        Map<CellKey, Long> all = new HashMap<>();
        admitted.values().forEach(all::putAll);
        return all;
    }

    /** The keys of a kind that have no counter yet. */
    private Map<Share, List<CellKey>> unknown(Kind kind, Map<Integer, Map<CellKey, Long>> byShard) {
        List<CellKey> ofKind = new ArrayList<>();
        byShard.values().forEach(additions -> additions.keySet().stream()
                .filter(cell -> cell.table().equals(kind.table()))
                .forEach(ofKind::add));
        Set<CellKey> stored = counters.stored(ofKind).keySet();
        Map<Share, List<CellKey>> unknown = new HashMap<>();
        byShard.forEach((shard, additions) -> additions.keySet().forEach(cell -> {
            if (cell.table().equals(kind.table()) && !stored.contains(cell)) {
                CounterRow row = CounterRow.parse(kind.dimension, cell.row());
                if (!isFolded(kind, row)) {
                    unknown.computeIfAbsent(new Share(row.day(), shard), any -> new ArrayList<>())
                            .add(cell);
                }
            }
        }));
        return unknown;
    }

    private static boolean isFolded(Kind kind, CounterRow row) {
        return kind == Kind.COURSES
                ? isOtherCourse(row.course())
                : row.parts().get(0).equals(OTHER);
    }

    private Set<CellKey> refused(Kind kind, long txid, Map<Share, List<CellKey>> unknown) {
        Map<CellKey, StampedValue> noted = noted(kind, unknown.keySet());
        Map<CellKey, StampedValue> changed = new HashMap<>();
        Set<CellKey> refused = new HashSet<>();
        unknown.forEach((of, keys) -> {
            CellKey count = kind.count(of.day(), of.shard());
            StampedValue before = noted.get(count);
            if (before == null) {
                before = begin(kind, of);
            }
            if (before.txid() > txid) {
                throw new StoreException.Refused("Cannot add batch " + txid + " to shard " + of.shard() + " of "
                        + of.day() + ": batch " + before.txid() + " has already admitted keys. Nothing was added.");
            }
            long highest;
            if (before.txid() == txid) {
                highest = noted.get(kind.bound(of.day(), of.shard())).value();
            } else {
                StampedValue share = noted.get(kind.share(of.day(), of.shard()));
                long[] hashes =
                        keys.stream().mapToLong(BoundedKeys::hash).sorted().toArray();
                int free = Math.toIntExact(
                        Math.max(0, (share == null ? kind.limit(limits) : share.value()) - before.value()));
                highest = highest(hashes, free);
                changed.put(count, new StampedValue(before.value() + Math.min(free, hashes.length), txid));
                changed.put(kind.bound(of.day(), of.shard()), new StampedValue(highest, txid));
            }
            keys.stream().filter(key -> hash(key) > highest).forEach(refused::add);
        });
        if (!changed.isEmpty()) {
            store.write(changed);
        }
        return refused;
    }

    /** Fixes the share of a day, of which nothing is noted yet. Only one of two workers with other limits succeeds. */
    private StampedValue begin(Kind kind, Share of) {
        CellKey count = kind.count(of.day(), of.shard());
        StampedValue none = new StampedValue(0, 0);
        StampedValue share = new StampedValue(kind.limit(limits), 0);
        if (!store.writeIf(count, OptionalLong.empty(), Map.of(count, none, kind.share(of.day(), of.shard()), share))) {
            throw new StoreException.Unavailable(
                    "A concurrent attempt has begun the day " + of.day() + " of shard " + of.shard()
                            + "; the batch is retried",
                    null);
        }
        return none;
    }

    /** The highest of the first {@code free} hashes; every hash is at most the greatest number, and above the least. */
    private static long highest(long[] hashes, int free) {
        if (hashes.length <= free) {
            return Long.MAX_VALUE;
        }
        return free == 0 ? Long.MIN_VALUE : hashes[free - 1];
    }

    private Map<CellKey, StampedValue> noted(Kind kind, Collection<Share> shares) {
        List<CellKey> cells = new ArrayList<>();
        for (Share of : shares) {
            cells.add(kind.count(of.day(), of.shard()));
            cells.add(kind.share(of.day(), of.shard()));
            cells.add(kind.bound(of.day(), of.shard()));
        }
        return store.read(cells);
    }

    /** FNV-1a, with its bits mixed: the same in every process and version. */
    private static long hash(CellKey key) {
        long hash = 0xCBF29CE484222325L;
        String row = key.row();
        for (int i = 0; i < row.length(); i++) {
            hash = (hash ^ row.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        return hash ^ hash >>> 32;
    }

    /**
     * What a recount has found, under the keys that the counters have. A course without any counter is counted as others if
     * its shard has such on that day, a keyword without one if its course has; else the counter is missing, and the key stays
     * as it is.
     *
     * @param counts by counter, of all dimensions of any days
     * @param stored all counters of these days that are stored
     */
    public static Map<CellKey, Long> fold(Map<CellKey, Long> counts, Set<CellKey> stored) {
        // Taking the keys of a day apart takes long, and most days have no others.
        if (stored.stream().noneMatch(BoundedKeys::mayBeOthers)) {
            return counts;
        }
        Stored keys = Stored.of(stored);
        Map<CellKey, Long> folded = new HashMap<>();
        counts.forEach((cell, clicks) -> {
            CounterRow row = row(cell);
            int shard = CounterShards.of(row);
            if (!keys.courses().contains(course(row))
                    && !isOtherCourse(row.course())
                    && keys.shardsWithOthers().contains(new Share(row.day(), shard))) {
                row = other(Kind.COURSES, shard, row);
            }
            if (row.dimension() == Dimension.KEYWORD
                    && !stored.contains(CellKey.counter(row))
                    && keys.coursesWithOtherKeywords().contains(course(row))) {
                row = other(Kind.KEYWORDS, shard, row);
            }
            folded.merge(CellKey.counter(row), clicks, Long::sum);
        });
        return folded;
    }

    private static boolean mayBeOthers(CellKey counter) {
        return counter.row().contains(OTHER_COURSE) || counter.row().contains(OTHER);
    }

    /**
     * What is known of stored counters.
     *
     * @param courses the courses and days that have a counter in any dimension, as counters of {@link Dimension#COURSE}
     * @param shardsWithOthers where courses are counted as others
     * @param coursesWithOtherKeywords where keywords are counted as others
     */
    private record Stored(Set<CellKey> courses, Set<Share> shardsWithOthers, Set<CellKey> coursesWithOtherKeywords) {

        static Stored of(Set<CellKey> counters) {
            Stored stored = new Stored(new HashSet<>(), new HashSet<>(), new HashSet<>());
            for (CellKey cell : counters) {
                CounterRow row = row(cell);
                stored.courses.add(course(row));
                if (isOtherCourse(row.course())) {
                    stored.shardsWithOthers.add(new Share(row.day(), shardOfOthers(row.course())));
                }
                if (row.dimension() == Dimension.KEYWORD && row.parts().get(0).equals(OTHER)) {
                    stored.coursesWithOtherKeywords.add(course(row));
                }
            }
            return stored;
        }
    }

    /** Counts what is refused as others. */
    private static Map<CellKey, Long> folded(Kind kind, int shard, Map<CellKey, Long> additions, Set<CellKey> refused) {
        Map<CellKey, Long> folded = new HashMap<>();
        additions.forEach((cell, clicks) -> {
            CounterRow row = row(cell);
            boolean concerned = kind == Kind.COURSES || row.dimension() == kind.dimension;
            CellKey decisive = kind == Kind.COURSES ? course(row) : cell;
            boolean other = concerned && refused.contains(decisive);
            folded.merge(other ? CellKey.counter(other(kind, shard, row)) : cell, clicks, Long::sum);
        });
        return folded;
    }

    private static CounterRow other(Kind kind, int shard, CounterRow row) {
        return kind == Kind.COURSES
                ? new CounterRow(row.dimension(), row.time(), row.parts(), otherCourse(shard))
                : new CounterRow(row.dimension(), row.time(), List.of(OTHER), row.course());
    }

    private static CellKey course(CounterRow row) {
        return CellKey.counter(new CounterRow(Dimension.COURSE, row.day(), List.of(), row.course()));
    }

    private static CounterRow row(CellKey cell) {
        Dimension dimension = Dimension.ofTable(cell.table())
                .orElseThrow(() -> new IllegalArgumentException("Not a counter: " + cell));
        return CounterRow.parse(dimension, cell.row());
    }
}

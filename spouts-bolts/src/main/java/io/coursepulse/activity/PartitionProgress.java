package io.coursepulse.activity;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * The event-time progress of one Kafka partition, as seen by one task.
 *
 * @param partition the partition's number
 * @param partitions the number of the topic's partitions; 0 while it is unknown
 * @param reached the time up to which its lines have arrived, except those out of order; in milliseconds since
 *     1970-01-01T00:00Z, or {@link #UNKNOWN}
 * @param seen the newest event time that a line read so far may have, likewise
 * @param ahead how far recent lines were ahead of the clock, in milliseconds; 0 if they were not
 */
record PartitionProgress(int partition, int partitions, long reached, long seen, long ahead) {

    static final String PARTITION = "partition";
    static final String PARTITIONS = "partitions";
    static final String REACHED = "reached";
    static final String SEEN = "seen";
    static final String AHEAD = "ahead";

    static final Fields FIELDS = new Fields(PARTITION, PARTITIONS, REACHED, SEEN, AHEAD);

    /** The partition exists, but its progress is unknown. */
    static final long UNKNOWN = Long.MIN_VALUE;

    static PartitionProgress of(Tuple tuple) {
        return new PartitionProgress(
                tuple.getIntegerByField(PARTITION),
                tuple.getIntegerByField(PARTITIONS),
                tuple.getLongByField(REACHED),
                tuple.getLongByField(SEEN),
                tuple.getLongByField(AHEAD));
    }

    Values values() {
        return new Values(partition, partitions, reached, seen, ahead);
    }

    /** Derives progress from lines and from checks of the partitions' end offsets. Not thread-safe. */
    static final class Tracker {

        /** How long the clock that wrote a line is remembered as ahead, at least; at most twice as long. */
        private static final long AHEAD_MILLIS = 30_000;

        private final EventTimeLimits time;
        private final InstantSource clock;
        private final Map<Integer, State> partitions = new HashMap<>();

        private static final class State {
            private int partitions;
            private long reached = UNKNOWN;
            private long seen = UNKNOWN;
            private long ahead;
            private long aheadBefore;
            private long aheadSince;

            void addAhead(long moment, long now) {
                if (now - aheadSince >= AHEAD_MILLIS) {
                    aheadBefore = now - aheadSince < 2 * AHEAD_MILLIS ? ahead : 0;
                    ahead = 0;
                    aheadSince = now;
                }
                ahead = Math.max(ahead, moment - now);
            }
        }

        Tracker(EventTimeLimits time, InstantSource clock) {
            this.time = time;
            this.clock = clock;
        }

        private State of(int partition) {
            return partitions.computeIfAbsent(partition, any -> new State());
        }

        /**
         * Records a line. One that is ahead of the clock does not move the partition: it is from a server whose clock is
         * wrong.
         *
         * @return whether the partition has progressed
         */
        boolean addLine(int partition, long second) {
            State state = of(partition);
            long moment = second * Pane.MILLIS;
            if (moment <= state.reached) {
                return false;
            }
            long now = clock.millis();
            if (moment > now) {
                state.addAhead(moment, now);
                return false;
            }
            state.reached = moment;
            state.seen = Math.max(state.seen, moment);
            return true;
        }

        /**
         * Records a check of the partition's end offset.
         *
         * @param of the number of the topic's partitions
         * @param readUntil the time of a check until which its lines have been read; {@link #UNKNOWN} if nothing new
         */
        void addStatus(int partition, int of, long readUntil) {
            State state = of(partition);
            state.partitions = of;
            if (readUntil != UNKNOWN) {
                state.reached = Math.max(state.reached, readUntil - time.delay().toMillis());
                state.seen = Math.max(state.seen, readUntil);
            }
            long now = clock.millis();
            state.addAhead(now, now);
        }

        /** The current progress of a partition. */
        PartitionProgress current(int partition) {
            State state = of(partition);
            return new PartitionProgress(
                    partition, state.partitions, state.reached, state.seen, Math.max(state.ahead, state.aheadBefore));
        }
    }
}

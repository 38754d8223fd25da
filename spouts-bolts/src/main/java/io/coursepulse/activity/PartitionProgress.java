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
 */
record PartitionProgress(int partition, int partitions, long reached, long seen) {

    static final String PARTITION = "partition";
    static final String PARTITIONS = "partitions";
    static final String REACHED = "reached";
    static final String SEEN = "seen";

    static final Fields FIELDS = new Fields(PARTITION, PARTITIONS, REACHED, SEEN);

    /** The partition exists, but its progress is unknown. */
    static final long UNKNOWN = Long.MIN_VALUE;

    static PartitionProgress of(Tuple tuple) {
        return new PartitionProgress(
                tuple.getIntegerByField(PARTITION),
                tuple.getIntegerByField(PARTITIONS),
                tuple.getLongByField(REACHED),
                tuple.getLongByField(SEEN));
    }

    Values values() {
        return new Values(partition, partitions, reached, seen);
    }

    /** Derives progress from lines and from checks of the partitions' end offsets. Not thread-safe. */
    static final class Tracker {

        private final EventTimeLimits time;
        private final InstantSource clock;
        private final Map<Integer, PartitionProgress> partitions = new HashMap<>();

        Tracker(EventTimeLimits time, InstantSource clock) {
            this.time = time;
            this.clock = clock;
        }

        private PartitionProgress of(int partition) {
            return partitions.getOrDefault(partition, new PartitionProgress(partition, 0, UNKNOWN, UNKNOWN));
        }

        /**
         * Records a line. One that is ahead of the clock is ignored: it is from a server whose clock is wrong.
         *
         * @return whether the partition has progressed
         */
        boolean addLine(int partition, long second) {
            long moment = second * Pane.MILLIS;
            PartitionProgress before = of(partition);
            if (moment <= before.reached || moment > clock.millis()) {
                return false;
            }
            partitions.put(
                    partition,
                    new PartitionProgress(partition, before.partitions, moment, Math.max(before.seen, moment)));
            return true;
        }

        /**
         * Records a check of the partition's end offset.
         *
         * @param of the number of the topic's partitions
         * @param drained the time at which all of its lines had been read; {@link #UNKNOWN} if some had not
         */
        void addStatus(int partition, int of, long drained) {
            PartitionProgress before = of(partition);
            long reached = drained == UNKNOWN ? UNKNOWN : drained - time.delay().toMillis();
            partitions.put(
                    partition,
                    new PartitionProgress(
                            partition, of, Math.max(before.reached, reached), Math.max(before.seen, drained)));
        }

        /** The current progress of a partition. */
        PartitionProgress current(int partition) {
            return of(partition);
        }
    }
}

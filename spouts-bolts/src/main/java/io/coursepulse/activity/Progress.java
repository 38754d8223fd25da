package io.coursepulse.activity;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * How far the lines of one Kafka partition have come, as one task sees it.
 *
 * @param partition its number
 * @param partitions how many the topic has, 0 while that is not known
 * @param reached the moment that its lines have come to, but for those that are out of order; in milliseconds since
 *     1970-01-01T00:00Z, or {@link #UNKNOWN}
 * @param seen the newest moment that a line which has gone by may bear, likewise
 */
record Progress(int partition, int partitions, long reached, long seen) {

    static final String PARTITION = "partition";
    static final String PARTITIONS = "partitions";
    static final String REACHED = "reached";
    static final String SEEN = "seen";

    static final Fields FIELDS = new Fields(PARTITION, PARTITIONS, REACHED, SEEN);

    /** Nothing is known of the partition but that it is there. */
    static final long UNKNOWN = Long.MIN_VALUE;

    static Progress of(Tuple tuple) {
        return new Progress(
                tuple.getIntegerByField(PARTITION),
                tuple.getIntegerByField(PARTITIONS),
                tuple.getLongByField(REACHED),
                tuple.getLongByField(SEEN));
    }

    Values values() {
        return new Values(partition, partitions, reached, seen);
    }

    /** Makes progress of lines, and of looks at the partitions' ends. Used by one thread. */
    static final class Tracker {

        private final EventTimeLimits time;
        private final InstantSource clock;
        private final Map<Integer, Progress> partitions = new HashMap<>();

        Tracker(EventTimeLimits time, InstantSource clock) {
            this.time = time;
            this.clock = clock;
        }

        private Progress of(int partition) {
            return partitions.getOrDefault(partition, new Progress(partition, 0, UNKNOWN, UNKNOWN));
        }

        /**
         * A line has come. One that is ahead of the clock tells nothing about where the others are: it is from a server
         * whose clock is wrong.
         *
         * @return whether the partition has come further by it
         */
        boolean addLine(int partition, long second) {
            long moment = second * Pane.MILLIS;
            Progress before = of(partition);
            if (moment <= before.reached || moment > clock.millis()) {
                return false;
            }
            partitions.put(
                    partition, new Progress(partition, before.partitions, moment, Math.max(before.seen, moment)));
            return true;
        }

        /**
         * The partition was looked at.
         *
         * @param of how many there are
         * @param drained the moment at which all of its lines had been read; {@link #UNKNOWN} if some had not
         */
        void addStatus(int partition, int of, long drained) {
            Progress before = of(partition);
            long reached = drained == UNKNOWN ? UNKNOWN : drained - time.delay().toMillis();
            partitions.put(
                    partition,
                    new Progress(partition, of, Math.max(before.reached, reached), Math.max(before.seen, drained)));
        }

        /** What is known of a partition now. */
        Progress current(int partition) {
            return of(partition);
        }
    }
}

package io.coursepulse.store;

import java.io.Serializable;

/**
 * How many keys a day may have that strangers can think of: every address that looks like a course page makes a course, if
 * the web server answers it, and every forged referrer a keyword. Further ones count as {@link BoundedKeys#OTHER}.
 *
 * <p>Each of the {@link CounterShards#COUNT} shards has its share, rounded up. Courses are spread over the shards by hash, so
 * that with 10,000 the first shard is full when 80 to 94 percent of them are used. All keywords of a course are in its shard.
 *
 * @param courses the courses of a day
 * @param keywords the pairs of keyword and course of a day
 */
public record KeyLimits(int courses, int keywords) implements Serializable {

    int coursesOfShard() {
        return ofShard(courses);
    }

    int keywordsOfShard() {
        return ofShard(keywords);
    }

    private static int ofShard(int limit) {
        return Math.toIntExact((limit + CounterShards.COUNT - 1L) / CounterShards.COUNT);
    }
}

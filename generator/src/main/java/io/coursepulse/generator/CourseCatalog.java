package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/**
 * The site's courses, the most popular first. Their popularity follows Zipf's law with exponent 1: of {@code n} courses,
 * the one at rank {@code r} gets {@code 1 / (r * H(n))} of the visits.
 */
final class CourseCatalog {
    private static final double ZIPF_EXPONENT = 1.0;
    private static final List<Integer> MOST_POPULAR = List.of(112, 130, 145, 128, 146, 131);
    private static final int IDS = 9_999;

    private final List<String> ids;
    private final byte[][] pages;
    private final SharedStateDiscreteSampler rank;

    CourseCatalog(int courses, SplittableRandom random) {
        this.ids = inOrderOfPopularity().subList(0, courses);
        this.pages = ids.stream()
                .map(id -> ("/class/" + id + ".html").getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.rank = RejectionInversionZipfSampler.of(random::nextLong, courses, ZIPF_EXPONENT);
    }

    int size() {
        return ids.size();
    }

    /** Draws the number of the next visited course, from 0 (the most popular one). */
    int next() {
        return rank.sample() - 1;
    }

    String id(int course) {
        return ids.get(course);
    }

    /** The path of the course's page. */
    byte[] page(int course) {
        return pages[course];
    }

    /** Independent of seed and size, so that a course has the same rank in every run. */
    private static List<String> inOrderOfPopularity() {
        List<Integer> numbers =
                new ArrayList<>(IntStream.rangeClosed(1, IDS).boxed().toList());
        Collections.shuffle(numbers, new Random(112));

        List<Integer> older = numbers.stream().filter(id -> id < 1_000).toList();
        List<Integer> newer = numbers.stream().filter(id -> id >= 1_000).toList();
        List<Integer> order = new ArrayList<>(MOST_POPULAR);
        // Every fifth course is a newer one, as long as there are older ones.
        int nextNewer = 0;
        for (Integer id : older) {
            if (order.size() % 5 == 4) {
                order.add(newer.get(nextNewer++));
            }
            if (!MOST_POPULAR.contains(id)) {
                order.add(id);
            }
        }
        order.addAll(newer.subList(nextNewer, newer.size()));
        return order.stream().map(String::valueOf).toList();
    }
}

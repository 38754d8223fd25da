package io.coursepulse.generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** Draws items at random, in proportion to their weights. */
final class WeightedSampler<T> {
    private final List<T> items;
    /** For each item, the sum of the weights up to and including its own. */
    private final int[] sums;

    WeightedSampler(List<T> items, ToIntFunction<T> weight) {
        this.items = new ArrayList<>(items);
        this.sums = new int[items.size()];
        int sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += weight.applyAsInt(items.get(i));
            sums[i] = sum;
        }
    }

    T next(SplittableRandom random) {
        int drawn = random.nextInt(sums[sums.length - 1]) + 1;
        int found = Arrays.binarySearch(sums, drawn);
        return items.get(found < 0 ? -found - 1 : found);
    }
}

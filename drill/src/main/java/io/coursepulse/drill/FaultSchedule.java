package io.coursepulse.drill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which faults come in which order: by the seed, and each once before any comes again. */
final class FaultSchedule {

    private FaultSchedule() {}

    static List<Fault> of(int rounds, long seed) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < rounds) {
            List<Fault> each = Arrays.asList(Fault.values());
            Collections.shuffle(each, random);
            faults.addAll(each);
        }
        return List.copyOf(faults.subList(0, rounds));
    }
}

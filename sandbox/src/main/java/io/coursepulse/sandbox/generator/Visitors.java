package io.coursepulse.sandbox.generator;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The people and robots who visit the site; they come back, as visitors do. */
final class Visitors {
    /** Enough for every region and client to be seen, few enough for addresses to return. */
    private static final int PEOPLE = 20_000;

    private static final int ROBOTS = 200;

    private final Visitor[] people = new Visitor[PEOPLE];
    private final Visitor[] robots = new Visitor[ROBOTS];
    private final double robotsShare;

    Visitors(double robotsShare, SplittableRandom random) {
        this.robotsShare = robotsShare;
        Weighted<String[]> networks = weighted("addresses.txt");
        Weighted<String[]> browsers = weighted("browsers.txt");
        for (int i = 0; i < PEOPLE; i++) {
            people[i] = visitor(networks.next(random)[1], browsers.next(random)[1], false, random);
        }
        Weighted<String[]> programs = weighted("robots.txt");
        for (int i = 0; i < ROBOTS; i++) {
            String[] program = programs.next(random);
            robots[i] = visitor(program[1], program[2], true, random);
        }
    }

    Visitor next(SplittableRandom random) {
        return random.nextDouble() < robotsShare ? robots[random.nextInt(ROBOTS)] : people[random.nextInt(PEOPLE)];
    }

    private static Visitor visitor(String network, String userAgent, boolean robot, SplittableRandom random) {
        String address = AddressRange.of(network).draw(random);
        return new Visitor(
                address.getBytes(StandardCharsets.US_ASCII), userAgent.getBytes(StandardCharsets.US_ASCII), robot);
    }

    private static Weighted<String[]> weighted(String file) {
        return new Weighted<>(ResourceTable.rows(file), row -> Integer.parseInt(row[0]));
    }
}

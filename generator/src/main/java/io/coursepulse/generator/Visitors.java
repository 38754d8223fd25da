package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The visitors of the site, people and robots; they return. */
final class Visitors {
    /** Enough to cover every region and client, and few enough for addresses to recur. */
    private static final int PEOPLE = 20_000;

    private static final int ROBOTS = 200;

    private final Visitor[] people = new Visitor[PEOPLE];
    private final Visitor[] robots = new Visitor[ROBOTS];
    private final double robotsShare;

    Visitors(double robotsShare, SplittableRandom random) {
        this.robotsShare = robotsShare;
        WeightedSampler<String[]> networks = weighted("addresses.txt");
        WeightedSampler<String[]> browsers = weighted("browsers.txt");
        for (int i = 0; i < PEOPLE; i++) {
            String[] network = networks.next(random);
            String[] browser = browsers.next(random);
            people[i] = new Visitor(
                    address(network[1], random), network[2], ascii(browser[3]), browser[1], browser[2], false);
        }
        WeightedSampler<String[]> programs = weighted("robots.txt");
        for (int i = 0; i < ROBOTS; i++) {
            String[] program = programs.next(random);
            robots[i] = new Visitor(address(program[1], random), program[2], ascii(program[3]), "Robot", "Robot", true);
        }
    }

    Visitor next(SplittableRandom random) {
        return random.nextDouble() < robotsShare ? robots[random.nextInt(ROBOTS)] : people[random.nextInt(PEOPLE)];
    }

    private static byte[] address(String network, SplittableRandom random) {
        return ascii(AddressRange.of(network).draw(random));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static WeightedSampler<String[]> weighted(String file) {
        return new WeightedSampler<>(ResourceTable.rows(file), row -> Integer.parseInt(row[0]));
    }

    /**
     * A visitor: a person or a robot.
     *
     * @param address the IP address, as in the log
     * @param region the region of the address, ISO 3166
     * @param userAgent the user agent, as in the log
     * @param client the expected client
     * @param device the expected device
     * @param robot whether it is a search engine or another program
     */
    record Visitor(byte[] address, String region, byte[] userAgent, String client, String device, boolean robot) {}
}

package io.coursepulse.topology.blacklist;

import io.coursepulse.blacklist.BlacklistEntry;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The blacklist entries on a command line. */
public final class BlacklistEntries {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            arity = "0..*",
            paramLabel = "ADDRESS",
            description = "IP addresses, and networks such as 203.0.113.0/24 or 2001:db8::/32.")
    private List<String> addresses = List.of();

    @Option(
            names = "--agent",
            paramLabel = "TEXT",
            description = "User agents that contain this text, in upper or lower case. Can be repeated.")
    private List<String> agents = List.of();

    @Option(names = "--course", paramLabel = "ID", description = "A course. Can be repeated.")
    private List<String> courses = List.of();

    /**
     * All of them.
     *
     * @throws ParameterException naming every invalid one
     */
    List<BlacklistEntry> all() {
        List<BlacklistEntry> entries = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        addresses.forEach(text -> add(text, entries, invalid));
        agents.forEach(text -> add(BlacklistEntry.AGENT + text, entries, invalid));
        courses.forEach(text -> add(BlacklistEntry.COURSE + text, entries, invalid));
        if (!invalid.isEmpty()) {
            throw new ParameterException(command.commandLine(), String.join("\n", invalid));
        }
        if (entries.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Name an address, a network, --agent or --course.");
        }
        return entries;
    }

    private static void add(String text, List<BlacklistEntry> entries, List<String> invalid) {
        try {
            entries.add(BlacklistEntry.parse(text));
        } catch (IllegalArgumentException e) {
            invalid.add(e.getMessage());
        }
    }
}

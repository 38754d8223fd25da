package io.coursepulse.topology.blacklist;

import io.coursepulse.blacklist.BlacklistEntry;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The entries that a command line names. */
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
            description = "User agents that contain this text, in upper or lower case. May be given several times.")
    private List<String> agents = List.of();

    @Option(names = "--course", paramLabel = "ID", description = "A course. May be given several times.")
    private List<String> courses = List.of();

    /**
     * All of them.
     *
     * @throws ParameterException with every one that is none
     */
    List<BlacklistEntry> all() {
        List<BlacklistEntry> entries = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        addresses.forEach(text -> add(text, entries, wrong));
        agents.forEach(text -> add(BlacklistEntry.AGENT + text, entries, wrong));
        courses.forEach(text -> add(BlacklistEntry.COURSE + text, entries, wrong));
        if (!wrong.isEmpty()) {
            throw new ParameterException(command.commandLine(), String.join("\n", wrong));
        }
        if (entries.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Name an address, a network, --agent or --course.");
        }
        return entries;
    }

    private static void add(String text, List<BlacklistEntry> entries, List<String> wrong) {
        try {
            entries.add(BlacklistEntry.parse(text));
        } catch (IllegalArgumentException e) {
            wrong.add(e.getMessage());
        }
    }
}

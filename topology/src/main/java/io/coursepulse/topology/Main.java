package io.coursepulse.topology;

import io.coursepulse.topology.audit.AuditCommand;
import io.coursepulse.topology.audit.RecountCommand;
import io.coursepulse.topology.audit.RecoverCommand;
import io.coursepulse.topology.blacklist.BlacklistCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class for {@code storm jar}: one command per topology, and those that prove and repair the counts. */
@Command(
        name = "coursepulse-topology",
        description = "Submits CoursePulse's topologies to a Storm cluster, and proves what they have counted.",
        mixinStandardHelpOptions = true,
        subcommands = {SubmitCountsCommand.class, SubmitActivityCommand.class})
public final class Main {

    private Main() {}

    /** Exits with 0 when the topology was submitted, 1 when it was not, 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .addSubcommand(new AuditCommand(new ClusterDeployment()))
                .addSubcommand(new RecountCommand(new ClusterDeployment()))
                .addSubcommand(new RecoverCommand(new ClusterDeployment()))
                .addSubcommand(new BlacklistCommand(new ClusterDeployment()))
                .execute(arguments));
    }
}

package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmLauncher;
import io.coursepulse.sandbox.run.Ports;
import io.coursepulse.sandbox.run.ProjectHome;
import io.coursepulse.sandbox.run.RunPaths;
import java.nio.file.Path;

/**
 * What every server needs to know about its sandbox.
 *
 * @param home the project's directory, with the build's artifacts
 * @param paths the run directory
 * @param ports the chosen ports
 * @param jvms starts the processes
 * @param accessLog the file that Flume follows
 */
public record ServerContext(ProjectHome home, RunPaths paths, Ports ports, JvmLauncher jvms, Path accessLog) {}

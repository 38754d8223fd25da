package io.coursepulse.sandbox.server;

import io.coursepulse.sandbox.process.JvmCommand;
import io.coursepulse.sandbox.run.PortName;
import java.io.IOException;

/** The web server of CoursePulse. */
final class WebServer extends JvmServer {

    WebServer(ServerContext context) {
        super(ServerName.WEB, context);
    }

    @Override
    PortName mainPort() {
        return PortName.WEB;
    }

    @Override
    public String address() {
        return "http://" + super.address();
    }

    @Override
    public void prepare() throws IOException {
        writeConf("log4j2.xml", Log4jConfig.log4j2("info"));
    }

    @Override
    JvmCommand command() {
        return new JvmCommand("io.coursepulse.web.Main")
                .heap("256m")
                .flags("-XX:+ExitOnOutOfMemoryError")
                .property("log4j2.configurationFile", conf().resolve("log4j2.xml"))
                .classPath(context().home().webJars())
                .arguments("--config", paths().configuration());
    }

    @Override
    public boolean isReady() throws IOException, InterruptedException {
        Probe.httpGet(address() + "/healthz");
        return true;
    }
}

package io.coursepulse.sandbox;

import io.coursepulse.sandbox.run.SandboxFailure;
import io.coursepulse.sandbox.server.ServerName;
import io.coursepulse.sandbox.server.StoreName;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts servers, each as soon as its dependencies are ready. For one use by one thread. */
final class StartupSequence {

    private final Map<ServerName, ManagedServer> servers;
    private final StoreName store;
    private final Progress progress;

    StartupSequence(Map<ServerName, ManagedServer> servers, StoreName store, Progress progress) {
        this.servers = servers;
        this.store = store;
        this.progress = progress;
    }

    /**
     * Returns when all are ready.
     *
     * @throws SandboxFailure as soon as one fails, without waiting for the others
     */
    void run() throws InterruptedException {
        ExecutorService pool = Executors.newCachedThreadPool(ParallelRunner.daemonThreads("startup"));
        try {
            CompletableFuture<Void> firstFailure = new CompletableFuture<>();
            Map<ServerName, CompletableFuture<Void>> ready = new EnumMap<>(ServerName.class);
            // ServerName lists each server after its dependencies.
            for (ServerName name : servers.keySet()) {
                CompletableFuture<?>[] dependencies =
                        name.dependencies(store).stream().map(ready::get).toArray(CompletableFuture[]::new);
                CompletableFuture<Void> up =
                        CompletableFuture.allOf(dependencies).thenRunAsync(() -> startServer(name), pool);
                up.whenComplete((done, failure) -> {
                    if (failure != null) {
                        firstFailure.completeExceptionally(failure);
                    }
                });
                ready.put(name, up);
            }
            CompletableFuture<Void> all = CompletableFuture.allOf(ready.values().toArray(CompletableFuture[]::new));
            CompletableFuture.anyOf(all, firstFailure).get();
        } catch (ExecutionException e) {
            throw asFailure(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private void startServer(ServerName name) {
        ManagedServer server = servers.get(name);
        try {
            server.prepareAndStart();
        } catch (SandboxFailure e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
        synchronized (progress) {
            progress.ready(server.state());
        }
    }

    private static SandboxFailure asFailure(Throwable cause) {
        Throwable root = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return root instanceof SandboxFailure known
                ? known
                : new SandboxFailure("Sandbox startup failed: " + root + ". See `coursepulse logs daemon`.", root);
    }
}

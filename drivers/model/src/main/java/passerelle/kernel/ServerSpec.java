package passerelle.kernel;

import java.util.List;

/**
 * A server that stands for a program of an image.
 *
 * @param space where it runs
 * @param services what it listens with
 * @param title what {@code ps} shows of it; empty for the name of its program
 * @param init whether an init runs it, as its child
 * @param terminal whether it has a terminal of its own
 * @param columns of that terminal
 * @param uid whom it runs as
 * @param gid his group
 * @param groups further ones
 */
public record ServerSpec(
    String space,
    List<ServiceSpec> services,
    String title,
    ServerConduct conduct,
    boolean init,
    boolean terminal,
    int columns,
    int uid,
    int gid,
    List<Integer> groups) {}

package passerelle.real.space;

import java.util.function.Consumer;
import java.util.function.Predicate;
import passerelle.real.sys.Namespaces;

/**
 * What the spaces of a lab share.
 *
 * @param machines whether a network namespace is a machine's, rather than a container's own
 * @param notes takes a sentence on what this machine did not allow
 */
record Surroundings(
    Namespaces namespaces,
    ProcessTable table,
    Layers layers,
    Predicate<String> machines,
    Consumer<String> notes) {}

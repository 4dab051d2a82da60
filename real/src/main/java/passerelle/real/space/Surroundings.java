package passerelle.real.space;

import java.util.function.Consumer;
import passerelle.real.sys.Namespaces;

/**
 * What the spaces of a lab share.
 *
 * @param notes takes a sentence on what this machine did not allow
 */
record Surroundings(
    Namespaces namespaces, ProcessTable table, Layers layers, Consumer<String> notes) {}

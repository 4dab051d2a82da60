package passerelle.real.space;

import passerelle.real.sys.Namespaces;

/** What the spaces of a lab share. */
record Surroundings(Namespaces namespaces, ProcessTable table, Layers layers) {}

/**
 * What is wired to what: devices and the names that people know them by, read from either kernel's
 * snapshots, and drawn as text; the way that cables leave from one place to another, and the rings
 * in which frames would go round.
 */
package passerelle.graph;

/**
 * What is wired to what: devices and the names that people know them by, read from either kernel's
 * snapshots, and drawn as text.
 */
package passerelle.graph;

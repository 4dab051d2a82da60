/**
 * What is wired to what: devices as vertices, cables and bridge ports as edges, read from either
 * kernel's snapshots, and drawn as text and as a Mermaid diagram.
 */
package passerelle.graph;

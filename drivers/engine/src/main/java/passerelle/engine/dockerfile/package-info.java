/**
 * Dockerfiles: what they say, and which files a build may see (BuildKit's
 * frontend/dockerfile/parser and instructions, moby/patternmatcher). Nothing here asks an engine.
 */
package passerelle.engine.dockerfile;

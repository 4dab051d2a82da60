/**
 * What the page calls: one lab, at which several terminals sit, its picture, lessons and replays.
 * It is compiled to JavaScript; {@link passerelle.web.Web} is where that begins.
 */
package passerelle.web;

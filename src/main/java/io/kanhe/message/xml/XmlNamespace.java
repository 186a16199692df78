package io.kanhe.message.xml;

/**
 * A namespace declaration as it stands on an element.
 *
 * @param prefix empty for the default namespace
 * @param uri empty only with the empty prefix
 */
public record XmlNamespace(String prefix, String uri) {}

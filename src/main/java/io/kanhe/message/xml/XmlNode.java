package io.kanhe.message.xml;

/** A child of an element: another element or a run of text. Comments are not kept. */
public sealed interface XmlNode permits XmlElement, XmlText {}

package org.youdai.server.mirror;

import org.springframework.context.annotation.Configuration;

/** The mirror. */
@Configuration(proxyBeanMethods = false)
public class MirrorConfiguration {}

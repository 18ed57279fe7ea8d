package org.youdai.server.ledger;

import org.springframework.context.annotation.Configuration;

/** The ledger, and what keeps it. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {}

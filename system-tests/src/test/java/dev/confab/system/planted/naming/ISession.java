package dev.confab.system.planted.naming;

interface ISession {}

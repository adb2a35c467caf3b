CREATE TABLE `orders` (
  `id` int NOT NULL AUTO_INCREMENT,
  `note` varchar(20),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

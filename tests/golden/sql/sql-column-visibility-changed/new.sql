CREATE TABLE `orders` (
  `id` int NOT NULL AUTO_INCREMENT,
  `note` varchar(20) INVISIBLE,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

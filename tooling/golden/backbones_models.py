"""The backbones of @clce/backbones written plainly in PyTorch, with the same names in their state dicts."""

import torch
from torch import nn


class Conv4(nn.Module):
    def __init__(self, widths, in_channels, pooling):
        super().__init__()
        self.pooling = pooling
        for block, (previous, width) in enumerate(zip([in_channels, *widths], widths), start=1):
            layers = [nn.Conv2d(previous, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
            if block < 4 or pooling == "flatten":
                layers.append(nn.MaxPool2d(2))
            setattr(self, f"layer{block}", nn.Sequential(*layers))

    def forward(self, images):
        maps = self.layer4(self.layer3(self.layer2(self.layer1(images))))
        return maps.flatten(1) if self.pooling == "flatten" else maps.mean((2, 3))


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, width):
        super().__init__()
        for index, previous in enumerate([in_channels, width, width], start=1):
            setattr(self, f"conv{index}", nn.Conv2d(previous, width, 3, padding=1, bias=False))
            setattr(self, f"bn{index}", nn.BatchNorm2d(width))
        self.downsample = nn.Sequential(nn.Conv2d(in_channels, width, 1, bias=False), nn.BatchNorm2d(width))
        self.activate = nn.LeakyReLU(0.1)
        self.pool = nn.MaxPool2d(2)

    def forward(self, images):
        x = self.activate(self.bn1(self.conv1(images)))
        x = self.activate(self.bn2(self.conv2(x)))
        x = self.bn3(self.conv3(x))
        return self.pool(self.activate(x + self.downsample(images)))


class Resnet12(nn.Module):
    def __init__(self, widths, in_channels):
        super().__init__()
        for block, (previous, width) in enumerate(zip([in_channels, *widths], widths), start=1):
            setattr(self, f"layer{block}", nn.Sequential(ResidualBlock(previous, width)))

    def forward(self, images):
        return self.layer4(self.layer3(self.layer2(self.layer1(images)))).mean((2, 3))


class Heads(nn.Module):
    """The linear head and the projection head over the same features; both outputs side by side."""

    def __init__(self, in_features, classes, hidden, embedding):
        super().__init__()
        self.head = nn.Linear(in_features, classes)
        self.cl_head = nn.Sequential(nn.Linear(in_features, hidden), nn.ReLU(), nn.Linear(hidden, embedding))

    def forward(self, features):
        return torch.cat([self.head(features), self.cl_head(features)], 1)
